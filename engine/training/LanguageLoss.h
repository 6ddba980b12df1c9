#pragma once

#include <vector>

#include "engine/model/Model.h"

namespace engine {

/// Label of a token that nothing is learnt from: prompts and padding.
constexpr std::int64_t ignoredLabel = -100;

/// Cross-entropy over the tokens that a language model is to write.
struct LanguageLoss
{
    torch::Tensor sum;       ///< in nats, scalar
    std::int64_t tokens = 0; ///< that have a label, a row's first token aside: nothing predicts it
};

/// hidden: [B, N, d] from Model::encode; labels: [B, N] int64, the ids themselves or ignoredLabel. Token t + 1 is
/// predicted from position t, and logits are made for those positions alone. With smoothing ε a token's loss is
/// (1 − ε) · (−log p[label]) + ε · mean over the vocabulary of −log p.
LanguageLoss languageLoss(Model& model, const torch::Tensor& hidden, const torch::Tensor& labels,
                          double labelSmoothing = 0);

/// The same of each of B rows by itself, without smoothing.
struct RowLanguageLosses
{
    std::vector<double> sums; ///< in nats
    std::vector<std::int64_t> tokens;
};
RowLanguageLosses languageLossOfRows(Model& model, const torch::Tensor& hidden, const torch::Tensor& labels);

/// The prompt of each row, [B, N] of 0 and 1: the real tokens before the first label, at least one; the whole row where
/// it has no label.
torch::Tensor promptMask(const torch::Tensor& mask, const torch::Tensor& labels);

} // namespace engine
