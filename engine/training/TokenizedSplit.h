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
    std::vector<std::string> targets; ///< a language model's dev rows': what texts are scored against; otherwise empty
    std::int64_t cut = 0; ///< rows that were longer than the limit

    std::vector<std::int64_t> lengths() const;
};

/// A language model's row is its prompt and target, or its prompt alone where the split has no targets.
TokenizedSplit tokenize(const Split& split, const Tokenizer& tokenizer, Objective objective, std::int64_t maxLength);

/// A padded batch.
struct Batch
{
    torch::Tensor ids;    ///< [B, N] int64
    torch::Tensor mask;   ///< [B, N] of 0 and 1
    torch::Tensor labels; ///< [B] float32, of a language model [B, N] int64: ids or -100; undefined where there are none
    torch::Tensor types = {}; ///< [B, N] int64: 1 in a pair's second text; undefined where nothing is said about it
    std::int64_t realTokens = 0;

    Batch to(const torch::Device& device) const;
};

/// What a language model's batch is to be predicted, [B, N] int64: the ids of each row's target part, -100 on the prompt
/// and on padding, where there is no loss.
torch::Tensor targetIds(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Batch& batch);

/// Which of a pair's texts each token is of, [B, N] int64: 1 behind the first part of a row, 0 there and on padding.
torch::Tensor tokenTypes(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Batch& batch);

/// How long the rows of a batch become.
struct Padding
{
    std::int64_t length = 0;   ///< at least; 0: as long as the longest of them
    std::int64_t multiple = 1; ///< rounded up to one of these
    std::int64_t limit = 0;    ///< no rounding beyond it
};

/// Tokens of a row of a batch whose longest row has `longest`.
std::int64_t paddedTo(std::int64_t longest, const Padding& padding);

Batch makeBatch(const TokenizedSplit& split, const std::vector<std::int64_t>& rows, const Padding& padding,
                std::int64_t paddingId);

} // namespace engine
