#pragma once

#include <bit>
#include <cstdint>

namespace engine {

/// A bfloat16's bits, by hand: a loop over c10::BFloat16 is not made into one of vectors.
using LowNumber = std::uint16_t;

[[gnu::always_inline]] inline float number(LowNumber bits)
{
    return std::bit_cast<float>(static_cast<std::uint32_t>(bits) << 16);
}

[[gnu::always_inline]] inline float number(float value)
{
    return value;
}

[[gnu::always_inline]] inline void put(float value, float& place)
{
    place = value;
}

/// To the nearest, ties to even; not a number stays it.
[[gnu::always_inline]] inline void put(float value, LowNumber& place)
{
    const auto bits = std::bit_cast<std::uint32_t>(value);
    const std::uint32_t rounded = (bits + 0x7fffu + (bits >> 16 & 1u)) >> 16;
    place = static_cast<LowNumber>(value != value ? 0x7fc0u : rounded);
}

/// e^x for x ≤ 0, within 2 units of the last place; 0 below -87, and what is no number stays none. Cephes' polynomial.
[[gnu::always_inline]] inline float exponential(float x)
{
    const float bounded = x >= -87.0f ? x : -87.0f; // also of what is no number
    constexpr float rounding = 12582912.0f;         // 1.5 · 2^23: adding it rounds to a whole number
    const float power = (bounded * 1.44269504f + rounding) - rounding;
    const float rest = bounded - power * 0.693359375f + power * 2.12194440e-4f;
    float value = 1.9875691500e-4f;
    value = value * rest + 1.3981999507e-3f;
    value = value * rest + 8.3334519073e-3f;
    value = value * rest + 4.1665795894e-2f;
    value = value * rest + 1.6666665459e-1f;
    value = value * rest + 5.0000001201e-1f;
    value = value * rest * rest + rest + 1.0f;
    const auto exponent = static_cast<std::uint32_t>(static_cast<std::int32_t>(power) + 127) << 23;
    const float below = x != x ? x : 0.0f;
    return x >= -87.0f ? value * std::bit_cast<float>(exponent) : below;
}

/// Within 4e-7, and ±1 from ±4 on, as the nearest number is; what is no number stays none. The rational function of XLA
/// and Eigen.
[[gnu::always_inline]] inline float errorFunction(float x)
{
    const float above = x < -4.0f ? -4.0f : x;
    const float bounded = above > 4.0f ? 4.0f : above;
    const float square = bounded * bounded;
    float top = -2.72614225801306e-10f;
    top = top * square + 2.77068142495902e-08f;
    top = top * square - 2.10102402082508e-06f;
    top = top * square - 5.69250639462346e-05f;
    top = top * square - 7.34990630326855e-04f;
    top = top * square - 2.95459980854025e-03f;
    top = top * square - 1.60960333262415e-02f;
    float bottom = -1.45660718464996e-05f;
    bottom = bottom * square - 2.13374055278905e-04f;
    bottom = bottom * square - 1.68282697438203e-03f;
    bottom = bottom * square - 7.37332916720468e-03f;
    bottom = bottom * square - 1.42647390514189e-02f;
    const float value = bounded * top / bottom;
    const float atLeast = value < -1.0f ? -1.0f : value;
    const float within = atLeast > 1.0f ? 1.0f : atLeast;
    const float notBelow = x <= -4.0f ? -1.0f : within;
    return x >= 4.0f ? 1.0f : notBelow;
}

} // namespace engine
