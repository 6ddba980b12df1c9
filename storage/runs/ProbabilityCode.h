#pragma once

#include <cmath>
#include <cstdint>

/// Probabilities in 65,535 levels of two bytes, NaN kept.
namespace storage {

constexpr std::uint16_t notANumberCode = 65535;
constexpr float probabilityLevels = 65534;

inline std::uint16_t quantised(float probability)
{
    if (std::isnan(probability))
        return notANumberCode;
    return static_cast<std::uint16_t>(std::lround(std::fmin(std::fmax(probability, 0.0f), 1.0f) * probabilityLevels));
}

inline float restored(std::uint16_t level)
{
    return level == notANumberCode ? std::nanf("") : static_cast<float>(level) / probabilityLevels;
}

} // namespace storage
