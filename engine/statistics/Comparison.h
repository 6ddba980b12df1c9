#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/ComparedValue.h"
#include "engine/run/Error.h"
#include "engine/run/Wanted.h"
#include "engine/statistics/Bootstrap.h"
#include "engine/statistics/CorrelatedT.h"
#include "engine/statistics/Difference.h"
#include "engine/statistics/RunGroups.h"

/// Groups of runs against a baseline: the one value behind `molex compare` and the Compare page. No text is translated
/// here, no value is rounded.
namespace engine {

struct ComparisonOptions
{
    std::optional<std::int64_t> baseline = {}; ///< a run of the baseline group; otherwise the first run's group
    std::vector<std::string> groupBy = {};     ///< as groupRuns()
    std::vector<std::string> metrics = {};     ///< empty: all that every run of a task has
    ResamplingOptions resampling = {};         ///< of the tests over rows; its level is that of every interval
    RopeOptions rope = {};
    ComparedValue value = {}; ///< that the summaries hold
    bool isCorrected = true;  ///< conclusions go by p after Holm, otherwise by each test's own
};

/// One side's metric over its runs.
struct GroupValue
{
    std::string metric;
    std::string split;
    std::int64_t n = 0;
    double mean = 0;
    std::optional<Interval> interval;  ///< Student's t
    std::optional<Interval> bootstrap; ///< BCa, of the mean
    std::vector<double> values;        ///< per run, in the group's order
};

/// A metric over seeds. `test` of the difference decides: paired t, or Welch where seeds do not pair.
struct SeedDifference
{
    Difference difference;
    std::optional<TestResult> wilcoxon;        ///< where seeds pair
    std::optional<RopeProbabilities> rope;     ///< where seeds pair; not of losses, NIST and CIDEr
    std::optional<std::int64_t> pairsForPower; ///< with 80 % power for the effect seen; see pairsForPower()
    std::vector<RunPair> pairs;                ///< empty with Welch
};

/// A metric of two runs over the rows of one split. `test` of the difference is McNemar for accuracy, otherwise
/// approximate randomisation; its interval is the paired bootstrap's, and the
/// effect of a randomisation as well.
struct RowDifference
{
    RunPair pair;
    Difference difference;
    TestResult bootstrap;
    TestResult randomisation;
};

/// What both sides took, means over their runs; no test.
struct CostDifference
{
    std::string key;  ///< "layer_evaluations", …
    std::string unit; ///< "s", "bytes"; empty for counts
    double baseline = 0;
    double value = 0;
};

struct GroupComparison
{
    std::size_t group = 0; ///< index into the task's groups
    std::vector<SeedDifference> seeds;
    std::vector<RowDifference> rows;
    std::vector<CostDifference> costs;
    std::vector<Warning> warnings;
};

struct TaskComparison
{
    TaskGroups groups;
    std::vector<std::vector<GroupValue>> values; ///< per group
    std::optional<std::size_t> baseline;         ///< index of a group; absent where none fits the baseline
    std::vector<GroupComparison> against;        ///< the other groups
    std::vector<Warning> warnings;               ///< of all
};

struct LeftOut
{
    std::size_t run = 0; ///< index into the summaries
    std::string why;     ///< "is running", "has no scores at step 100"
};

struct Comparison
{
    std::vector<RunSummary> runs;
    std::vector<LeftOut> leftOut;
    std::vector<TaskComparison> tasks;
    std::int64_t seedTests = 0; ///< size of Holm's family over seeds: every metric, group and task
    std::int64_t rowTests = 0;  ///< the same over rows
};

/// Finished, and with a score that is a number. What is not is left out of a comparison.
bool canBeCompared(const RunSummary& run);

/// Keys of metrics that every run of a task has, of any task, as far as runs can be compared.
std::vector<std::string> comparableMetrics(const std::vector<RunSummary>& runs);

/// What of the numbers among the options cannot be, by its name on the command line; see there for limits.
std::vector<Issue> optionIssues(const ComparisonOptions& options);

/// Runs that cannot be compared are left out. Throws BadInput for unknown keys and metrics, and for a baseline that is
/// not among the runs that count; CalledOff between two groups, or pairs of runs. Rows are not kept in the result.
Comparison compare(std::vector<RunSummary> runs, const ComparisonOptions& options = {}, const Wanted& wanted = {});

} // namespace engine
