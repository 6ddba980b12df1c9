#pragma once

#include <algorithm>
#include <cmath>
#include <span>

namespace engine {

/// Of the largest value: numbers that differ by no more than this differ by rounding alone.
inline constexpr double roundingShare = 1e-12;

/// True when the values differ by rounding alone, and of no values.
inline bool isConstant(std::span<const double> values)
{
    if (values.empty())
        return true;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    return *high - *low <= roundingShare * std::max(std::abs(*low), std::abs(*high));
}

} // namespace engine
