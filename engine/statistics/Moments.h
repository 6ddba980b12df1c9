#pragma once

#include <span>

namespace engine {

/// 0 for no values.
double meanOf(std::span<const double> values);

/// Divided by n − 1; 0 below two values.
double varianceOf(std::span<const double> values);

/// No NaN and no infinity.
bool areFinite(std::span<const double> values);

} // namespace engine
