#pragma once

#include <cmath>
#include <cstdint>

namespace engine {

/// Which numbers of a tensor dropout keeps: a pure function of a key and a number's place, so that a backward pass
/// works it out again instead of keeping it. The hash is two rounds of "lowbias32" (Wellons), each begun with half of
/// the key.
class RandomMask final {
public:
    /// rate: chance of being dropped, below 1.
    RandomMask(std::uint64_t key, double rate)
        : m_first(static_cast<std::uint32_t>(key))
        , m_second(static_cast<std::uint32_t>(key >> 32))
        , m_dropped(static_cast<std::uint32_t>(std::lround(rate * 4294967295.0)))
        , m_kept(static_cast<float>(1 / (1 - rate)))
    {
    }
    static RandomMask draw(double rate);
    /// Of the MaskStream that the calling thread is in; outside of any from LibTorch's generator of the CPU.
    static std::uint64_t drawKey();

    std::uint64_t key() const { return m_first | static_cast<std::uint64_t>(m_second) << 32; }

    /// The mask of the numbers from this place on.
    RandomMask from(std::int64_t place) const
    {
        RandomMask result = *this;
        result.m_first += static_cast<std::uint32_t>(place);
        result.m_second += static_cast<std::uint32_t>(static_cast<std::uint64_t>(place) >> 32) * 0x9E3779B9u;
        return result;
    }

    /// What the number at a place is multiplied with: 0, or 1 / (1 - rate).
    [[gnu::always_inline]] float factor(std::uint32_t place) const
    {
        return mixed(mixed(place + m_first) ^ m_second) < m_dropped ? 0.0f : m_kept;
    }

private:
    [[gnu::always_inline]] static std::uint32_t mixed(std::uint32_t x)
    {
        x = (x ^ x >> 16) * 0x7feb352du;
        x = (x ^ x >> 15) * 0x846ca68bu;
        return x ^ x >> 16;
    }

    std::uint32_t m_first;
    std::uint32_t m_second;
    std::uint32_t m_dropped; ///< hashes below are
    float m_kept;
};

} // namespace engine
