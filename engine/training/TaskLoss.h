#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// How the task's loss weighs classes and targets.
struct LossSettings
{
    bool regression = false;
    double labelSmoothing = 0;
    torch::Tensor classWeights; ///< [labels], undefined for equal weights
};

/// Mean cross-entropy in nats over rows, or mean squared error with one label. logits: [B, labels]; targets: [B]
/// float32 (class indices are exact in it). Returns a scalar.
torch::Tensor taskLoss(const torch::Tensor& logits, const torch::Tensor& targets, const LossSettings& settings);

/// The same of each row, without class weights and label smoothing: [B].
torch::Tensor rowLosses(const torch::Tensor& logits, const torch::Tensor& targets, bool regression);

} // namespace engine
