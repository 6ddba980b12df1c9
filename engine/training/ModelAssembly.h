#pragma once

#include <filesystem>

#include "engine/data/Tokenizer.h"
#include "engine/model/CheckpointLoader.h"
#include "engine/run/RunConfig.h"
#include "engine/training/RoutedModel.h"

namespace engine {

/// A model folder turned into something that runs: base weights, method and routing attached.
struct AssembledModel
{
    std::unique_ptr<RoutedModel> routed;
    LoadReport report;
};

/// Without the adapter that its method begins with: a checkpoint holds what became of it.
RunConfig withoutStart(RunConfig config);

/// Reads the folder of config.model (or draws weights) for a head of `labels` outputs. Throws BadInput, CalledOff.
AssembledModel assembleModel(const RunConfig& config, const ModelConfig& shape, std::int64_t labels,
                             const Wanted& wanted = {});

/// The folder's tokenizer, whose special tokens must be there and whose ids must lie in the model's vocabulary. Throws
/// BadInput.
std::unique_ptr<Tokenizer> loadTokenizer(const std::filesystem::path& folder, const ModelConfig& shape);

/// xxHash64 of config.json, tokenizer files and (unless drawn) all files of weights, as 16 hex digits. Throws BadInput,
/// CalledOff.
std::string hashModelFolder(const ModelChoice& model, const Wanted& wanted = {});

/// Settings of the run that do not fit the model: task, method, longest input, positions, top_k.
std::vector<Issue> checkAgainstModel(const RunConfig& config, const ModelConfig& shape);

} // namespace engine
