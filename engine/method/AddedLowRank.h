#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// scale · z Bᵀ.
struct LowRankTerm
{
    torch::Tensor inner; ///< z: [M, r]
    torch::Tensor b;     ///< [out, r]
    double scale = 1;
};

/// Adds the term to the columns of `outputs`, [M, …], from `first` on: in place, so that outputs may be nothing that a
/// backward pass still needs. Returns outputs.
torch::Tensor addLowRank(const torch::Tensor& outputs, std::int64_t first, const LowRankTerm& term);

} // namespace engine
