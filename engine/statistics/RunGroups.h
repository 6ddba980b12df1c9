#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/RunSummary.h"

namespace engine {

/// Runs that count as repetitions of one experiment.
struct RunGroup
{
    std::string label;                                     ///< "routing.kind=molex"
    std::vector<std::pair<std::string, std::string>> keys; ///< that tell it from the others of its task
    std::vector<std::size_t> runs;                         ///< indices into the summaries
};

/// A key that is not the same in all groups, with its value in each: several values of one group with " | " between,
/// absent where no run of the group has the key.
struct ConfigDifference
{
    std::string key;
    std::vector<std::optional<std::string>> values;
};

/// The groups of one task, in the order of their first runs.
struct TaskGroups
{
    std::string task; ///< taskOf(); of a table read from several folders, the first run's
    std::vector<RunGroup> groups;
    std::vector<ConfigDifference> differences;
};

/// `chosen`: the runs to be grouped. `groupBy`: keys as "routing.kind"; empty, or "seed" alone: all keys but seed, name
/// and group, so that a group's runs differ in their seed. Runs of different tasks are never in one group. Folders with
/// the same data, or model, count as one path in all that is here (ConfigsByContent). Throws BadInput for keys that no
/// run has.
std::vector<TaskGroups> groupRuns(const std::vector<RunSummary>& runs, const std::vector<std::size_t>& chosen,
                                  const std::vector<std::string>& groupBy);

/// Those of the keys that any of the runs has, so that they can be grouped by them.
std::vector<std::string> groupingKeys(const std::vector<RunSummary>& runs, std::vector<std::string> keys);

/// Runs of two groups that repeat each other: same seed, and same values of whatever else varies within a group.
struct RunPair
{
    std::size_t baseline = 0;
    std::size_t run = 0;
    std::string label; ///< "seed 42", "seed 42, training.learning_rate=0.001"
};

/// One pair for every run of the smaller group; empty where a run of it has no partner, or more than one.
std::vector<RunPair> pairRuns(const std::vector<RunSummary>& runs, const RunGroup& baseline, const RunGroup& group);

/// Keys but seed, name and group in which the runs differ.
std::vector<std::string> varyingKeys(const std::vector<RunSummary>& runs, const std::vector<std::size_t>& chosen);

} // namespace engine
