#pragma once

#include <vector>

#include "engine/statistics/Comparison.h"

namespace engine {

/// A metric on a split.
struct MetricName
{
    std::string key;
    std::string split;

    bool operator==(const MetricName&) const = default;
};

/// Those that every run of the groups has, in the first run's order.
std::vector<MetricName> sharedMetrics(const std::vector<RunSummary>& runs, const TaskGroups& task);

/// What some run of the groups has and another has not, with those that have not.
struct MissingMetric
{
    MetricName metric;
    std::vector<std::size_t> runs;
};
std::vector<MissingMetric> missingMetrics(const std::vector<RunSummary>& runs, const TaskGroups& task);

/// Of the run's evaluation compared; the metric is there.
double metricOf(const RunSummary& run, const MetricName& metric);

std::vector<GroupValue> groupValues(const std::vector<RunSummary>& runs, const RunGroup& group,
                                    const std::vector<MetricName>& metrics, const ResamplingOptions& options);

/// Differences, costs and warnings; p after Holm is not filled in. Throws CalledOff between two pairs of runs.
GroupComparison compareGroups(const std::vector<RunSummary>& runs, const RunGroup& baseline, const RunGroup& group,
                              const std::vector<MetricName>& metrics, const ComparisonOptions& options,
                              const Wanted& wanted);

} // namespace engine
