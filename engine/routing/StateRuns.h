#pragma once

#include <vector>

#include "engine/routing/LayersAtOnce.h"

namespace engine {

/// One layer and the tokens that chose it.
struct StateReading
{
    TransformerLayer* layer = nullptr;
    StateReader* reader = nullptr;                     ///< the same layer
    const std::vector<std::int64_t>* tokens = nullptr; ///< places in the flattened [B, N], ascending, at least one
};

/// What is left of the layers' runs when all have attended together: one for each layer, from what its tokens read to
/// its outputs for them, [M, d]. hidden: [B, N, d].
std::vector<LayerRun> stateRuns(const std::vector<StateReading>& readings, const torch::Tensor& hidden,
                                const Pass& pass);

} // namespace engine
