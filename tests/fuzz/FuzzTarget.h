#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/run/VisibleText.h"

namespace fuzz {

/// The readers of one format.
struct Target
{
    const char* name;

    /// Reads bytes as a stranger's file, all of it. Whatever they are, this either works or they are refused by the one
    /// exception that the format's readers may throw: false. Anything else is a fault, and ends the process.
    bool (*accepts)(std::span<const char> bytes);

    /// Files that are accepted, to start from.
    std::vector<std::string> (*goodFiles)();

    /// Bytes that mean something in the format, by kind; one kind is put in as often as another.
    std::vector<std::vector<std::string>> (*pieces)();

    long shortPass; ///< executions in the tests
};

/// The targets of this program.
std::vector<Target> targets();

/// Null where this program has none of that name.
inline const Target* targetNamed(std::string_view name)
{
    static const std::vector<Target> all = targets();
    const auto found = std::find_if(all.begin(), all.end(), [&](const Target& target) { return target.name == name; });
    return found == all.end() ? nullptr : &*found;
}

inline void require(bool holds)
{
    if (!holds)
        std::abort();
}

/// Whether `read` ends without its `Refusal`, which must be a sentence in UTF-8 whatever it quotes.
template <class Refusal, class Read>
bool isRead(Read read)
{
    try {
        read();
        return true;
    } catch (const Refusal& refusal) {
        require(engine::isUtf8(refusal.what()));
        return false;
    }
}

} // namespace fuzz
