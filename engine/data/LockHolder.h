#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace engine {

/// A process that holds a FileLock.
struct LockHolder
{
    std::int64_t process = 0;
    std::string program; ///< as it was called, "molex queue work"; empty where that is not known
};

/// Who holds the lock on this file now. Absent where nobody does, and where the system does not tell.
std::optional<LockHolder> lockHolder(const std::filesystem::path& file);

} // namespace engine
