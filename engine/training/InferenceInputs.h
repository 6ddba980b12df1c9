#pragma once

#include <filesystem>

#include "engine/model/Torch.h"

#include "engine/model/ModelConfig.h"
#include "engine/run/ConfigJson.h"

/// Files with token ids for the commands that run a model once. All throw BadInput.
namespace engine {

/// A JSON document of at most `limit` bytes.
Json readJsonFile(const std::filesystem::path& file, std::uintmax_t limit);

struct InputBatch
{
    torch::Tensor ids;    ///< [B, N] int64
    torch::Tensor mask;   ///< [B, N] int64 of 0 and 1
    torch::Tensor labels; ///< [B] float32, causal models [B, N] int64 ids or -100; undefined when the file has none
};

/// input_ids, attention_mask and optional labels that fit the model. A causal model wants its padding on the right.
InputBatch readInputs(const std::filesystem::path& file, const ModelConfig& shape);

/// A list of lists of ids, none empty, each with room for `newTokens` more.
std::vector<std::vector<std::int64_t>> readPrompts(const std::filesystem::path& file, const ModelConfig& shape,
                                                   std::int64_t newTokens);

} // namespace engine
