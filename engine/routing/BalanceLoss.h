#pragma once

#include "engine/routing/Vote.h"

namespace engine {

/// Load-balance loss of one position, before its coefficient. paper: T · P_j per routed unit, averaged over units (and
/// over the k choices); switch: T · Σ_l f_l P_l with f_l the share of choices and P_l the mean probability of l over all
/// voting tokens (Fedus et al. 2022, eq. 4). tokenMean: [T]. Undefined for `none`.
torch::Tensor balanceLoss(BalanceLoss kind, const Choice& choice, const torch::Tensor& tokenMean);

/// Mean over voting tokens of logsumexp(Z)² (Zoph et al. 2022, eq. 5). logits: [B, N, T]; voting: [B, N].
torch::Tensor zLoss(const torch::Tensor& logits, const torch::Tensor& voting);

/// Choices of voting units by layer: [T].
torch::Tensor choiceCounts(const Choice& choice, std::int64_t layers);

} // namespace engine
