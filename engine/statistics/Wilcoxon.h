#pragma once

#include <span>

#include "engine/statistics/TestResult.h"

namespace engine {

/// Wilcoxon's signed-rank test over the differences of pairs, as scipy.stats.wilcoxon decides it: pairs without a
/// difference are dropped (Wilcoxon's own way) and n counts the others; p is exact up to 50 pairs where no two
/// differences have the same size and none was dropped, otherwise normal with the correction for ties and none for
/// continuity. The statistic is the smaller sum of ranks. Differences that rounding alone tells apart are ties.
TestResult wilcoxon(std::span<const double> baseline, std::span<const double> values);

/// The smallest two-sided p that n pairs can give: 2 / 2^n.
double smallestWilcoxonP(std::int64_t pairs);

} // namespace engine
