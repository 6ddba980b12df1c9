#pragma once

#include <cstdint>
#include <string>

namespace storage {

/// A process that owns a run. Numbers are given again, after a restart of the machine too: the start time tells them
/// apart.
struct ProcessIdentity
{
    std::int64_t number = 0;
    std::string start; ///< boot and start time; empty where the system does not tell

    static ProcessIdentity current();

    /// False once the process has ended, also when another one has its number now.
    bool isAlive() const;

    bool operator==(const ProcessIdentity&) const = default;
};

} // namespace storage
