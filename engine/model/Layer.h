#pragma once

#include "engine/model/Projection.h"

namespace engine {

/// A slot in depth, hidden states [B, N, d] to [B, N, d], or in an encoder to [B, 1, d] where the pass has firstTokens:
/// a layer of the model, or a routing around it.
class Layer {
public:
    virtual ~Layer() = default;
    virtual torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) = 0;
};

} // namespace engine
