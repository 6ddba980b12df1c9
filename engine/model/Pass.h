#pragma once

#include "engine/model/Torch.h"

namespace engine {

class RoutingTrace;

/// What one forward pass carries besides the hidden states. B rows, N tokens per row.
struct Pass
{
    bool training = false;
    torch::Tensor mask;            ///< [B, N], 1 for real tokens, 0 for padding
    torch::Tensor attentionBias;   ///< [B or 1, 1, 1 or N, N], added to the attention scores: 0, or very low where hidden
    RoutingTrace* trace = nullptr; ///< collects what each routed position did; absent when nobody asks
    std::int64_t position = 0;     ///< depth index of the layer's turn; set by the model

    /// The same pass for some rows. rows: [R] int64.
    Pass select(const torch::Tensor& rows) const
    {
        Pass result = *this;
        result.mask = mask.index_select(0, rows);
        if (attentionBias.size(0) > 1)
            result.attentionBias = attentionBias.index_select(0, rows);
        return result;
    }
};

} // namespace engine
