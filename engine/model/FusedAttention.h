#pragma once

#include "engine/model/Torch.h"

namespace engine {

/// softmax(query keyᵀ / √w + bias), dropout, times value, one head of one text at a time: scores are never there all at
/// once, nor kept for the backward pass, which works them out again. query: [B, h, N, w]; key, value: [B, h, S, w];
/// bias: [B or 1, 1, 1 or N, S]. rate: dropout's, 0 for none. Returns [B, h, N, w], laid out as [B, N, h, w].
torch::Tensor fusedAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                             const torch::Tensor& bias, double rate);

/// True on the CPU in float32, where the BLAS can be called.
bool canFuseAttention(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                      const torch::Tensor& bias);

} // namespace engine
