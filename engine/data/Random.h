#pragma once

#include <cstddef>
#include <cstdint>
#include <random>
#include <utility>
#include <vector>

namespace engine {

/// A whole number below `bound`, evenly drawn. std::uniform_int_distribution differs between standard libraries, and
/// the order of rows must not.
inline std::uint64_t drawBelow(std::uint64_t bound, std::mt19937_64& generator)
{
    const std::uint64_t rest = (std::uint64_t {0} - bound) % bound; // 2^64 mod bound
    while (true) {
        const std::uint64_t drawn = generator();
        if (drawn >= rest)
            return drawn % bound;
    }
}

/// Fisher-Yates, the same on every platform.
template <class T> void shuffle(std::vector<T>& items, std::mt19937_64& generator)
{
    for (std::size_t i = items.size(); i > 1; --i)
        std::swap(items[i - 1], items[drawBelow(i, generator)]);
}

} // namespace engine
