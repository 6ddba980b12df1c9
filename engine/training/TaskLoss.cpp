#include "engine/training/TaskLoss.h"

namespace engine {

torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& targets, const LossSettings& settings)
{
    if (settings.regression)
        return torch::mse_loss(logits.squeeze(-1), targets);
    const torch::Tensor classes = targets.to(torch::kInt64);
    if (!settings.classWeights.defined())
        return at::cross_entropy_loss(logits, classes, {}, at::Reduction::Mean, -100, settings.labelSmoothing);
    // LibTorch's weighted mean is 0 / 0 where no row's class counts.
    const torch::Tensor sum = at::cross_entropy_loss(logits, classes, settings.classWeights, at::Reduction::Sum, -100,
                                                     settings.labelSmoothing);
    const torch::Tensor counted = settings.classWeights.index_select(0, classes).sum();
    return sum / counted.clamp_min(1e-30) * counted.gt(0);
}

torch::Tensor rowLosses(const torch::Tensor& logits, const torch::Tensor& targets, bool regression)
{
    if (regression)
        return torch::mse_loss(logits.squeeze(-1), targets, at::Reduction::None);
    return at::cross_entropy_loss(logits, targets.to(torch::kInt64), {}, at::Reduction::None);
}

} // namespace engine
