#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/RunConfig.h"
#include "engine/run/Wanted.h"

namespace engine {

/// What a model learns from a row: one of several classes, a number, or to write on.
enum class Objective { Classification, Regression, LanguageModel };

/// One row of a task. Classification and regression read `text` and `pair` and predict `label`; a language model reads
/// `text`, its prompt, and writes `target`.
struct Example
{
    std::string text;
    std::optional<std::string> pair = {}; ///< the second text of a pair
    double label = 0;                     ///< class index or score; 0 where the split has no labels
    std::string target = {};              ///< one reference; empty where the split has none, and in other tasks
};

struct Split
{
    std::string name;     ///< "train", "dev", "test"; MNLI: "dev", "dev_mismatched", "test", "test_mismatched"
    bool labelled = true; ///< labels, or targets, are there
    std::vector<Example> rows;
    std::int64_t skipped = 0; ///< damaged rows that the task's rules allow to skip (QQP)
};

/// What is to be learnt and how it is scored, without the rows.
struct TaskDescription
{
    std::string name; ///< "cola", …, "e2e", "wordnet"; a table's folder
    Objective objective = Objective::Classification;
    std::vector<std::string> classes; ///< of a classification; otherwise empty
    std::vector<std::string> metrics; ///< metric keys, the one that picks the best checkpoint first
    bool isRegression() const { return objective == Objective::Regression; }
    bool isLanguageModel() const { return objective == Objective::LanguageModel; }
    /// Outputs of the classification head: 1 for regression, 0 for a language model, which has none.
    std::int64_t labelCount() const
    {
        return isLanguageModel() ? 0 : isRegression() ? 1 : static_cast<std::int64_t>(classes.size());
    }
};

struct TaskData
{
    TaskDescription description;
    Split train;
    std::vector<Split> dev; ///< one, MNLI two
    std::uint64_t hash = 0; ///< xxHash64 of the files read
    std::vector<std::string> warnings;
};

/// Rows of the dev split that has the fewest; 0 without one.
std::int64_t shortestDevSplit(const TaskData& data);

/// One prompt of a language-model split with everything that may be written after it.
struct ReferenceGroup
{
    std::string prompt;
    std::vector<std::string> references; ///< in the order of the rows; empty where the split has no targets
};

/// Rows with the same prompt together, in the order of their first rows: what text metrics score against.
std::vector<ReferenceGroup> groupByPrompt(const Split& split);

/// True for a table whose classes the configuration does not list: they stand in its training file.
bool isDescribedByFiles(const TaskConfig& config);

/// Reads a file only where isDescribedByFiles(), and then blocks. Throws BadInput, and CalledOff.
TaskDescription describeTask(const TaskConfig& config, const Wanted& wanted = {});

/// Reads train and dev, limits applied. Throws BadInput with file:line of every kind of problem, and CalledOff.
TaskData loadTask(const TaskConfig& config, const Wanted& wanted = {});

/// Reads one split by name, whole: limits are not applied. GLUE's "test" has no labels. Throws BadInput.
Split loadSplit(const TaskConfig& config, const std::string& split);

/// The configuration with a table's classes written out, so that it means the same without the training file.
TaskConfig resolved(TaskConfig config, const TaskDescription& description);

} // namespace engine
