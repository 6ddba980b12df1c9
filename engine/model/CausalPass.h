#pragma once

#include "engine/model/Pass.h"

namespace engine {

/// Attention bias of a causal model, [B or 1, 1, N, used]: a token at slot s sees the slots up to s.
/// slots: [B or 1, N] int64.
torch::Tensor causalBias(const torch::Tensor& slots, std::int64_t used);

/// The pass of tokens that continue texts, cached ones where there is a cache. slots: [B, N] int64 places in their texts; `used`: slots that the
/// longest text fills, these tokens included.
Pass continuationPass(const torch::Tensor& slots, std::int64_t used, KeyValueCache* cache);

} // namespace engine
