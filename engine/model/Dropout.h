#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// Dropout of training (Srivastava et al. 2014): every number is 0 with chance `rate`, the others are multiplied with
/// 1 / (1 - rate). On the CPU in float32 and bfloat16 nothing is kept for the backward pass (RandomMask).
torch::Tensor dropped(const torch::Tensor& x, double rate);

/// dropped(x, rate) + residual in one go; of equal shape.
torch::Tensor droppedSum(const torch::Tensor& x, const torch::Tensor& residual, double rate);

} // namespace engine
