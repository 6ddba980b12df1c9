#include "engine/training/LanguageLoss.h"

namespace engine {

namespace {

/// The tokens with a label, L of them.
struct PredictedTokens
{
    torch::Tensor logits;  ///< [L, V]
    torch::Tensor targets; ///< [L]
    torch::Tensor places;  ///< [L]: row × (N − 1) + position that predicts
};

PredictedTokens predictTokens(Model& model, const torch::Tensor& hidden, const torch::Tensor& labels)
{
    const std::int64_t width = labels.size(1);
    const torch::Tensor targets = labels.narrow(1, 1, width - 1).flatten();
    const torch::Tensor places = targets.ne(ignoredLabel).nonzero().squeeze(1);
    const torch::Tensor predicting = hidden.narrow(1, 0, width - 1).flatten(0, 1).index_select(0, places);
    return {model.tokenLogits(predicting), targets.index_select(0, places), places};
}

} // namespace

LanguageLoss languageLoss(Model& model, const torch::Tensor& hidden, const torch::Tensor& labels, double labelSmoothing)
{
    const PredictedTokens predicted = predictTokens(model, hidden, labels);
    return {at::cross_entropy_loss(predicted.logits, predicted.targets, {}, at::Reduction::Sum, ignoredLabel,
                                   labelSmoothing),
            predicted.places.size(0)};
}

RowLanguageLosses languageLossOfRows(Model& model, const torch::Tensor& hidden, const torch::Tensor& labels)
{
    const PredictedTokens predicted = predictTokens(model, hidden, labels);
    const torch::Tensor losses = at::cross_entropy_loss(predicted.logits.to(torch::kFloat32), predicted.targets, {},
                                                        at::Reduction::None, ignoredLabel)
                                     .to(torch::kCPU, torch::kFloat64)
                                     .contiguous();
    const torch::Tensor places = predicted.places.to(torch::kCPU).contiguous();
    const auto rows = static_cast<std::size_t>(labels.size(0));
    RowLanguageLosses result{std::vector<double>(rows), std::vector<std::int64_t>(rows)};
    for (std::int64_t token = 0; token < places.size(0); ++token) {
        const auto row = static_cast<std::size_t>(places.data_ptr<std::int64_t>()[token] / (labels.size(1) - 1));
        result.sums[row] += losses.data_ptr<double>()[token];
        ++result.tokens[row];
    }
    return result;
}

torch::Tensor promptMask(const torch::Tensor& mask, const torch::Tensor& labels)
{
    const torch::Tensor labelled = labels.ne(ignoredLabel);
    const torch::Tensor seen = labelled.to(torch::kInt64).cumsum(1);
    torch::Tensor before = seen.eq(0);
    before.select(1, 0).fill_(true);
    return mask * before;
}

} // namespace engine
