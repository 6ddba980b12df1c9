#pragma once

#include <torch/torch.h>

namespace engine {

class RoutingTrace;

/// What one forward pass carries besides the hidden states. B rows, N tokens per row.
struct Pass
{
    bool training = false;
    torch::Tensor mask;            ///< [B, N], 1 for real tokens, 0 for padding
    torch::Tensor attentionBias;   ///< [B, 1, 1, N], added to the attention scores: 0, or -10000 at padding
    RoutingTrace* trace = nullptr; ///< collects what each routed position did; absent when nobody asks

    /// The same pass for some rows. rows: [R] int64.
    Pass select(const torch::Tensor& rows) const
    {
        return {training, mask.index_select(0, rows), attentionBias.index_select(0, rows), trace};
    }
};

} // namespace engine
