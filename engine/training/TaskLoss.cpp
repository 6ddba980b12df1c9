#include "engine/training/TaskLoss.h"

namespace engine {

torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& targets, const LossSettings& settings)
{
    if (settings.regression)
        return torch::mse_loss(logits.squeeze(-1), targets);
    return at::cross_entropy_loss(logits, targets.to(torch::kInt64), settings.classWeights, at::Reduction::Mean, -100,
                                  settings.labelSmoothing);
}

} // namespace engine
