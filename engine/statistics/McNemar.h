#pragma once

#include <cstdint>

#include "engine/statistics/TestResult.h"

namespace engine {

/// Exact McNemar test: of the rows that only one of two systems gets right, is the split even? Binomial, two-sided by
/// doubling (equal to the binomial test at 1/2). Without such rows p is 1. The statistic is the smaller count, the
/// effect Cohen's g; `rows` are all rows.
TestResult mcNemar(std::int64_t onlyBaselineRight, std::int64_t onlyOtherRight, std::int64_t rows);

} // namespace engine
