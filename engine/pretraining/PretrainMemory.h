#pragma once

#include <cstdint>

#include "engine/model/ModelConfig.h"
#include "engine/run/PretrainConfig.h"

namespace engine {

/// Bytes of the program and of one training step at its peak: weights, gradients, AdamW's two moments, what the batch
/// keeps, and its masked tokens' logits over the vocabulary. Pure arithmetic.
std::int64_t pretrainingBytes(const ModelConfig& shape, const PretrainConfig& config, bool bfloat16);

} // namespace engine
