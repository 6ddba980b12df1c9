#pragma once

#include <filesystem>

#include "engine/model/ModelConfig.h"
#include "engine/run/ConfigJson.h"
#include "engine/training/TokenizedSplit.h"

/// Files with token ids for the commands that run a model once. All throw BadInput.
namespace engine {

/// A JSON document of at most `limit` bytes.
Json readJsonFile(const std::filesystem::path& file, std::uintmax_t limit);

/// input_ids, attention_mask and optional labels that fit the model, and for BERT optional token_type_ids (0 without). A
/// causal model wants its padding on the right.
Batch readInputs(const std::filesystem::path& file, const ModelConfig& shape);

/// A list of lists of ids, none empty, each with room for `newTokens` more.
std::vector<std::vector<std::int64_t>> readPrompts(const std::filesystem::path& file, const ModelConfig& shape,
                                                   std::int64_t newTokens);

} // namespace engine
