#pragma once

#include <span>

#include "engine/statistics/TestResult.h"

namespace engine {

/// Wilcoxon's signed-rank test over the differences of pairs. Pairs without a difference are dropped (Wilcoxon's own
/// way) and n counts the others; differences of one size share their mean rank. Up to n = 50 p is exact: the share of
/// all choices of signs for these ranks, ties and all (Pratt and Gibbons 1981). Above it is normal with the correction
/// for ties and none for continuity. The statistic is the smaller sum of ranks. Differences that rounding alone tells
/// apart are ties.
TestResult wilcoxon(std::span<const double> baseline, std::span<const double> values);

/// The smallest two-sided p that n pairs can give, those without a difference not counted: 2 / 2^n.
double smallestWilcoxonP(std::int64_t pairs);

} // namespace engine
