#pragma once

#include <vector>

#include "engine/model/StateReader.h"

namespace engine {

/// One layer and the tokens that chose it.
struct StateReading
{
    StateReader* layer = nullptr;
    const std::vector<std::int64_t>* tokens = nullptr; ///< places in the flattened [B, N], ascending, at least one
};

/// Outputs of the layers for their tokens, [M, d], layer by layer; M tokens in all. All attend at once. hidden: [B, N, d].
torch::Tensor readStates(const std::vector<StateReading>& readings, const torch::Tensor& hidden, const Pass& pass);

} // namespace engine
