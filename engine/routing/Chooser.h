#pragma once

#include "engine/model/Pass.h"
#include "engine/routing/RoutingTrace.h"

namespace engine {

/// Chooses the layers that one position mixes in.
class Chooser {
public:
    virtual ~Chooser() = default;
    /// hidden: [B, N, d]. Where the pass is traced, its losses go into the trace and what was chosen into `record`, all
    /// but the position and its weights; `record` is absent elsewhere.
    virtual Choice choose(const torch::Tensor& hidden, const Pass& pass, PositionTrace* record) const = 0;
};

} // namespace engine
