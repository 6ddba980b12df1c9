#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RunConfig.h"

namespace engine {

/// One row of a task. `label` is a class index, or the score of a regression task; 0 where the split has no labels.
struct Example
{
    std::string text;
    std::optional<std::string> pair;
    double label = 0;
};

struct Split
{
    std::string name; ///< "train", "dev", "test"; MNLI: "dev", "dev_mismatched", "test", "test_mismatched"
    bool labelled = true;
    std::vector<Example> rows;
    std::int64_t skipped = 0; ///< damaged rows that the task's rules allow to skip (QQP)
};

/// What is to be learnt and how it is scored, without the rows.
struct TaskDescription
{
    std::string name;                 ///< "cola", …, "wordnet"
    std::vector<std::string> classes; ///< empty for regression
    std::vector<std::string> metrics; ///< metric keys, the one that picks the best checkpoint first
    bool isRegression() const { return classes.empty(); }
    /// Outputs of the head: 1 for regression.
    std::int64_t labelCount() const { return classes.empty() ? 1 : static_cast<std::int64_t>(classes.size()); }
};

struct TaskData
{
    TaskDescription description;
    Split train;
    std::vector<Split> dev; ///< one, MNLI two
    std::uint64_t hash = 0; ///< xxHash64 of the files read
    std::vector<std::string> warnings;
};

TaskDescription describeTask(const TaskConfig& config);

/// Reads train and dev, limits applied. Throws BadInput with file:line of every kind of problem.
TaskData loadTask(const TaskConfig& config);

/// Reads one split by name, whole: limits are not applied. GLUE's "test" has no labels. Throws BadInput.
Split loadSplit(const TaskConfig& config, const std::string& split);

} // namespace engine
