#pragma once

#include <filesystem>
#include <map>
#include <optional>

#include "engine/run/ConfigJson.h"
#include "engine/run/RunConfig.h"
#include "engine/run/RunEvent.h"
#include "engine/run/Wanted.h"
#include "engine/training/AdamW.h"

namespace engine {

/// Where a run stands, beside its tensors.
struct Progress
{
    std::int64_t step = 0;    ///< optimizer steps done
    double seconds = 0;       ///< training time, pauses and evaluations excluded
    double evaluationSeconds = 0; ///< of the evaluations that were done
    std::int64_t evaluations = 0; ///< that were done, of all dev splits each
    double wallSeconds = 0;       ///< since the run's start, pauses and the time between a stop and going on excluded
    std::int64_t peakMemoryBytes = 0;
    std::int64_t rows = 0;    ///< rows trained on
    std::int64_t tokens = 0;  ///< real tokens trained on
    double layerRuns = 0;     ///< sum over forward passes
    std::int64_t passes = 0;  ///< training forward passes
    bool evaluationDue = false; ///< stopped before the evaluation of this step was done
    std::optional<BestResult> best;
    std::int64_t evaluationsWithoutBest = 0;
    std::vector<Measurement> metrics; ///< last evaluation
};

/// What identifies the inputs of a run; a checkpoint fits only the same ones.
struct RunIdentity
{
    std::string modelHash;
    std::string dataHash;
};

/// A folder with run.json (configuration, precision, identity, progress), weights.safetensors and, unless for prediction
/// only, optimizer.safetensors; the file `complete`, with the hashes of the others, is written last
/// (engine/data/FolderSeal).
struct CheckpointContent
{
    Json config;
    std::optional<Precision> precision; ///< fp32 or bf16, which the run computes in; earlier versions did not write it
    RunIdentity identity;
    Progress progress;
    std::vector<NamedTensor> weights;
    std::vector<NamedTensor> optimizer; ///< empty: cannot be resumed
};

/// Written beside its place and moved there once the disk has it, also where an older one stands. Returns the bytes
/// written. Throws Error, NoRoom where the disk is full; nothing has changed then.
std::int64_t saveCheckpoint(const std::filesystem::path& folder, const CheckpointContent& content);

/// run.json of a complete checkpoint. Throws BadInput for anything else, and when the file is not as it was written.
CheckpointContent readCheckpointHeader(const std::filesystem::path& folder);

/// The same, of a checkpoint that a run of these inputs can go on from. Throws BadInput for one of others.
CheckpointContent readHeaderOfSameInputs(const std::filesystem::path& folder, const RunIdentity& inputs);

/// Copies weights.safetensors into the tensors of `model`: all of them must fit; every trainable one must be there.
/// Throws BadInput, also when the file is not as it was written, and CalledOff between two tensors.
void loadCheckpointWeights(const std::filesystem::path& folder, RoutedModel& model, const Wanted& wanted = {});

} // namespace engine
