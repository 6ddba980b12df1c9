#pragma once

#include <vector>

#include "engine/model/Torch.h"

namespace engine {

/// softmax(scale · query statesᵀ + bias), dropout, times states, for tokens anywhere in a batch: each reads the states
/// of its own row, which stand for keys and values of every head. A few tokens of a row are worked out at a time, from
/// where they lie: queries are never put together, scores never there all at once. For the backward pass the softmax is
/// kept where it is less than the queries are, and worked out again elsewhere.
/// queries: any number of [m, h, s], M tokens in all; tokens: the places of these M in the flattened [B, N], in any
/// order; states: [B, N, s]; bias: [B or 1, 1, 1, N]. rate: dropout's, 0 for none. Returns one [m, h, s] for each of the
/// queries. Needs canFuseAttention().
std::vector<torch::Tensor> stateAttention(const std::vector<torch::Tensor>& queries,
                                          const std::vector<std::int64_t>& tokens, const torch::Tensor& states,
                                          const torch::Tensor& bias, double rate, double scale);

} // namespace engine
