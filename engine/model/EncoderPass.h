#pragma once

#include "engine/model/Pass.h"

namespace engine {

/// The pass of an encoder: every token attends to all real tokens of its row. mask: [B, N] of 0 and 1.
Pass encoderPass(const torch::Tensor& mask, bool training, RoutingTrace* trace);

} // namespace engine
