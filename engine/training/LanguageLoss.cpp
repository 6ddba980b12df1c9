#include "engine/training/LanguageLoss.h"

namespace engine {

LanguageLoss languageLoss(Model& model, const torch::Tensor& hidden, const torch::Tensor& labels, double labelSmoothing)
{
    const std::int64_t width = labels.size(1);
    const torch::Tensor targets = labels.narrow(1, 1, width - 1).flatten();
    const torch::Tensor places = targets.ne(ignoredLabel).nonzero().squeeze(1);
    const torch::Tensor predicting = hidden.narrow(1, 0, width - 1).flatten(0, 1).index_select(0, places);
    const torch::Tensor logits = model.tokenLogits(predicting);
    return {at::cross_entropy_loss(logits, targets.index_select(0, places), {}, at::Reduction::Sum, ignoredLabel,
                                   labelSmoothing),
            places.size(0)};
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
