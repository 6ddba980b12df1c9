#include "engine/training/TaskLoss.h"

namespace engine {

torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& targets, const LossSettings& settings)
{
    if (settings.regression)
        return torch::mse_loss(logits.squeeze(-1), targets);
    return at::cross_entropy_loss(logits, targets.to(torch::kInt64), settings.classWeights, at::Reduction::Mean, -100,
                                  settings.labelSmoothing);
}

torch::Tensor rowLosses(const torch::Tensor& logits, const torch::Tensor& targets, bool regression)
{
    if (regression)
        return torch::mse_loss(logits.squeeze(-1), targets, at::Reduction::None);
    return at::cross_entropy_loss(logits, targets.to(torch::kInt64), {}, at::Reduction::None);
}

} // namespace engine
