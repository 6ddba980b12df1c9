#pragma once

#include "engine/routing/Vote.h"

namespace engine {

/// Load-balance loss of one position, before its coefficient. paper: T Σ_j P_j over the k layers j that a routed unit
/// chose, P the unit's mean probability; averaged over units. switch: T Σ_l f_l P_l with f_l the fraction of units that
/// chose l and P_l the mean probability of l over all voting tokens (Fedus et al. 2022, eq. 4). Both are k in perfect
/// balance, and equal for one unit. tokenMean: [T], for switch alone. Undefined for `none`.
torch::Tensor balanceLoss(BalanceLoss kind, const Choice& choice, const torch::Tensor& tokenMean);

/// Mean over voting tokens of logsumexp(Z)² (Zoph et al. 2022, eq. 5). logits: [B, N, T]; voting: [B, N].
torch::Tensor zLoss(const torch::Tensor& logits, const torch::Tensor& voting);

} // namespace engine
