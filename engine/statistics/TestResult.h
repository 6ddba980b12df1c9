#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/statistics/Interval.h"

namespace engine {

enum class TestKind { None, PairedT, Welch, Wilcoxon, McNemar, PairedBootstrap, ApproximateRandomisation };

/// "paired t", "Welch", "Wilcoxon", "McNemar", "paired bootstrap", "approximate randomisation", "no test".
const char* toText(TestKind kind);

/// CohensG: the other side's share of the rows that one side alone gets right, less one half (Cohen 1988, chapter 5).
/// RowsD: a difference of two systems in standard deviations of one row.
enum class EffectKind { None, CohensDz, HedgesG, CohensG, RowsD };
const char* toText(EffectKind kind); ///< "d_z", "g", "Cohen's g", "d_rows"; empty for None

/// Rows that one of two models alone gets right.
struct Discordant
{
    std::int64_t baseline = 0; ///< b
    std::int64_t other = 0;    ///< c
};

/// What one test of a difference says. What is not defined is absent, and `undefined` says why.
struct TestResult
{
    TestKind kind = TestKind::None;
    std::int64_t n = 0;            ///< pairs or rows that the test saw; with Welch both sides together
    std::int64_t baselineRuns = 0; ///< with Welch: n of the baseline, otherwise 0
    std::optional<double> statistic;
    std::optional<double> degrees;    ///< of freedom
    std::optional<double> p;          ///< two-sided
    std::optional<Interval> interval; ///< of the difference, where the test has one
    EffectKind effectKind = EffectKind::None;
    std::optional<double> effect;
    bool isExact = false; ///< p by counting all cases, not by an approximation or a sample of them
    std::optional<Discordant> discordant; ///< what McNemar's test is of
    std::string undefined;
    bool lacksSpread = false; ///< undefined since every value or difference is the same
};

} // namespace engine
