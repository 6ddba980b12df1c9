#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/model/Torch.h"

#include "engine/data/ByteLevelBpe.h"
#include "engine/data/Task.h"

namespace engine {

/// A split as token ids, ready to be batched.
struct TokenizedSplit
{
    std::string name;
    bool labelled = true;
    std::vector<std::vector<std::int64_t>> ids;
    std::vector<double> labels;
    std::int64_t cut = 0; ///< rows that were longer than the limit

    std::vector<std::int64_t> lengths() const;
};

TokenizedSplit tokenize(const Split& split, const ByteLevelBpe& tokenizer, std::int64_t maxLength);

/// A padded batch. ids: [B, N] int64; mask: [B, N] float32; labels: [B] float32.
struct Batch
{
    torch::Tensor ids;
    torch::Tensor mask;
    torch::Tensor labels;
    std::int64_t realTokens = 0;
};

/// padTo 0: the longest row of the batch.
Batch makeBatch(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, std::int64_t padTo,
                std::int64_t paddingId);

} // namespace engine
