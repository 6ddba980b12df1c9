#pragma once

#include <functional>
#include <string>
#include <vector>

#include "engine/model/Torch.h"

#include "engine/data/Task.h"
#include "engine/data/Tokenizer.h"

namespace engine {

/// A split as token ids, ready to be batched.
struct TokenizedSplit
{
    std::string name;
    Objective objective = Objective::Classification;
    bool labelled = true;
    std::vector<std::vector<std::int64_t>> ids;
    std::vector<std::int64_t> firstLengths; ///< of each row's ids, those of the first part (Encoding::firstLength)
    std::vector<double> labels;
    std::int64_t cut = 0; ///< rows that were longer than the limit

    std::vector<std::int64_t> lengths() const;
};

/// A language model's row is its prompt and target, or its prompt alone where the split has no targets.
TokenizedSplit tokenize(const Split& split, const Tokenizer& tokenizer, Objective objective, std::int64_t maxLength);

/// A padded batch. ids: [B, N] int64; mask: [B, N] float32; labels: [B] float32, of a language model targetIds().
struct Batch
{
    torch::Tensor ids;
    torch::Tensor mask;
    torch::Tensor labels;
    std::int64_t realTokens = 0;
};

/// What a language model's batch is to be predicted, [B, N] int64: the ids of each row's target part, -100 on the prompt
/// and on padding, where there is no loss.
torch::Tensor targetIds(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Batch& batch);

/// padTo 0: the longest row of the batch.
Batch makeBatch(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, std::int64_t padTo,
                std::int64_t paddingId);

} // namespace engine
