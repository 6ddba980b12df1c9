#pragma once

#include <memory>

#include "engine/data/Task.h"
#include "engine/data/WordNetLexicon.h"
#include "engine/run/RunConfig.h"
#include "engine/run/RunEvent.h"
#include "engine/training/ComputeDevice.h"
#include "engine/training/ModelAssembly.h"
#include "engine/training/RunCheckpoint.h"
#include "engine/training/TokenizedSplit.h"

namespace engine {

/// Everything a run needs, read and checked: model, not yet on its device, rows as token ids, the plan of steps.
struct PreparedRun
{
    RunConfig config;
    ComputeDevice compute;
    TaskDescription task;
    std::string metric; ///< picks the best checkpoint
    TokenizedSplit train;
    std::vector<TokenizedSplit> dev;
    std::unique_ptr<Tokenizer> tokenizer;
    std::unique_ptr<WordNetLexicon> lexicon; ///< for METEOR of the texts written; absent without texts or WordNet
    std::unique_ptr<RoutedModel> model;
    RunIdentity identity;
    ParameterCounts parameters;
    std::int64_t stepsPerEpoch = 0;
    std::int64_t totalSteps = 0;
    std::int64_t firstStep = 0; ///< above 0 when it goes on from another run's checkpoint
    std::vector<LogLine> notes; ///< for the run's log
};

/// Blocking. Throws BadInput with every problem of configuration, model and data that could be found at once. With a
/// checkpoint to be loaded afterwards the adapter that the run began with is not read: it may be gone.
std::unique_ptr<PreparedRun> prepareRun(const RunConfig& config, bool hasCheckpoint = false);

/// Optimizer steps of one epoch, and of the run, for so many training rows.
std::int64_t stepsPerEpoch(const TrainingConfig& training, std::int64_t rows);
std::int64_t totalSteps(const TrainingConfig& training, std::int64_t rows);

/// Steps done in the checkpoint that a new run goes on from; 0 without one. Throws BadInput.
std::int64_t firstStep(const TrainingConfig& training);

/// An issue unless there is something left to train.
void checkSteps(std::int64_t first, std::int64_t total, std::vector<Issue>& issues);

/// An issue for class weights that are not one for each class, and for label smoothing without classes.
void checkClasses(const RunConfig& config, const TaskDescription& task, std::vector<Issue>& issues);

/// An issue for each of the rows to be recorded that the shortest dev split, of so many rows, does not have.
void checkRoutingRows(const TrainingConfig& training, std::int64_t devRows, std::vector<Issue>& issues);

/// The metric that picks the best checkpoint; an issue when the task does not have the wanted one.
std::string bestMetric(const RunConfig& config, const TaskDescription& task, std::vector<Issue>& issues);

/// Length that every row is padded to; 0 for the longest of its batch.
std::int64_t paddedLength(const RunConfig& config);

/// In bfloat16 lengths are multiples of 8: oneDNN makes its code anew for each size of a product.
Padding paddingOf(const RunConfig& config, const ComputeDevice& compute);

} // namespace engine
