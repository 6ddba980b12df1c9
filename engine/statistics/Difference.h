#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/statistics/TestResult.h"

namespace engine {

/// Why a difference may not mean what it seems to.
enum class Caution {
    FewRuns,             ///< n < 3 on a side
    SeedsDoNotPair,      ///< Welch instead of the paired test
    RunsWithoutPartner,  ///< left out of the paired test
    MixedConfigurations, ///< a group's runs differ in more than seed
    NoBaseline,          ///< no group of the task is like the baseline
    NoSpread,            ///< all seeds gave the same: no test
    WilcoxonTooFewPairs, ///< that differ: p cannot be below 1 − level
    BudgetsDiffer,       ///< steps, rows trained on, evaluations, parameters, layer runs
    DataDiffer,          ///< data hashes
    ModelsDiffer,        ///< model hashes
    EnvironmentsDiffer,  ///< versions, device, precision
    TunedMore,           ///< one side was picked from more configurations
    RowsDiffer,          ///< no test over rows: not the same rows
    NotCausal,           ///< a likelihood that is not a causal model's
    MetricMissing,       ///< not compared: a run has no number for it
    PickedOnDev          ///< values are each run's best on the very rows that are compared
};

/// "few_runs", "seeds_do_not_pair", …
const char* toText(Caution caution);

struct Warning
{
    Caution caution = Caution::FewRuns;
    std::string text; ///< a sentence without its full stop, in English
    /// What the sentence is made of, for other languages. FewRuns: n. RunsWithoutPartner: runs, pairs.
    /// MixedConfigurations, EnvironmentsDiffer: keys. NoBaseline: the baseline's label. NoSpread, WilcoxonTooFewPairs:
    /// metrics. BudgetsDiffer: key, value and the baseline's of each cost. TunedMore: configurations, the baseline's.
    /// RowsDiffer: pairs. NotCausal: the groups' labels. DataDiffer, ModelsDiffer: "unknown" where a hash is missing.
    /// MetricMissing: key, split, runs.
    std::vector<std::string> values = {};
};

/// "a, b, c"
std::string joined(const std::vector<std::string>& words);

/// One metric of two sides, value − baseline, with the test that decides. Means where a side has several runs; in a
/// paired test means of the pairs. What is not defined is absent.
struct Difference
{
    std::string metric; ///< "accuracy"
    std::string split;  ///< "dev"
    double baseline = 0;
    double value = 0;
    double difference = 0;
    std::optional<double> percent; ///< of |baseline|; absent where that is 0
    TestResult test;
    std::optional<double> holm; ///< p after Holm's correction over the comparison's family of tests
};

/// Absolute and in percent.
inline void setDifference(Difference& difference, double baseline, double value)
{
    difference.baseline = baseline;
    difference.value = value;
    difference.difference = value - baseline;
    if (baseline != 0)
        difference.percent = 100 * (value - baseline) / (baseline < 0 ? -baseline : baseline);
}

} // namespace engine
