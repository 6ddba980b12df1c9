#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// x Φ(x) with the normal distribution's Φ, as torch::gelu(). On the CPU the derivative is worked out in the same pass
/// and kept in the place of x, so that going back is one multiplication.
torch::Tensor exactGelu(const torch::Tensor& x);

} // namespace engine
