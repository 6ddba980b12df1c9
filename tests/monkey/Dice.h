#pragma once

#include <cstdint>
#include <iterator>
#include <random>

namespace monkey {

/// Numbers drawn from a seed, the same on every platform.
class Dice {
public:
    explicit Dice(std::uint64_t seed)
        : m_engine(seed)
    {
    }

    /// 0 … count - 1; count is above 0.
    int below(int count) { return static_cast<int>(m_engine() % static_cast<std::uint64_t>(count)); }
    bool happens(int times, int outOf) { return below(outOf) < times; }

    template <class List>
    const auto& pick(const List& list)
    {
        return list[static_cast<decltype(std::size(list))>(below(static_cast<int>(std::size(list))))];
    }

    /// An element whose `weight` is twice another's comes twice as often.
    template <class List>
    const auto& pickByWeight(const List& list)
    {
        int sum = 0;
        for (const auto& each : list)
            sum += each.weight;
        int left = below(sum);
        auto place = std::begin(list);
        while (left >= place->weight)
            left -= (place++)->weight;
        return *place;
    }

private:
    std::mt19937_64 m_engine;
};

} // namespace monkey
