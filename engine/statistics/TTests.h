#pragma once

#include <span>

#include "engine/statistics/TestResult.h"

namespace engine {

/// Student's t over the differences value − baseline of pairs; effect Cohen's d_z = mean / standard deviation of the
/// differences. Both sides have the same length.
TestResult pairedT(std::span<const double> baseline, std::span<const double> values, double level = 0.95);

/// Welch's t of two independent samples, Welch-Satterthwaite degrees of freedom; effect Hedges' g over the pooled
/// standard deviation with the exact correction (Hedges 1981).
TestResult welch(std::span<const double> baseline, std::span<const double> values, double level = 0.95);

} // namespace engine
