#pragma once

#include "engine/model/KeyValueCache.h"
#include "engine/run/Wanted.h"

namespace engine {

class KeptRoutes;
class RoutingTrace;

/// What one forward pass carries besides the hidden states. B rows, N tokens per row.
struct Pass
{
    bool training = false;
    torch::Tensor mask;            ///< [B, N], 1 for real tokens, 0 for padding
    torch::Tensor attentionBias;   ///< [B or 1, 1, 1 or N, S], added to the attention scores: 0, or very low where hidden
    torch::Tensor tokenTypes;      ///< [B, N] int64, 1 in a pair's second text; undefined: all 0. For embeddings that ask
    RoutingTrace* trace = nullptr; ///< collects what each routed position did; absent when nobody asks
    std::int64_t position = 0;     ///< depth index of the layer's turn; set by the model
    std::int64_t step = 0;         ///< in training: optimizer steps done; the same for all batches of a step
    /// Of what the last position gives, each row's first token alone is read. The model leaves it on for that
    /// position's turn only, and whatever runs there gives [B, 1, d].
    bool firstTokens = false;

    torch::Tensor prompt;           ///< [B, N], 1 for the tokens before the first label; undefined: all real ones
    torch::Tensor slots;            ///< [B or 1, N] int64: each token's place in its text; causal models only
    torch::Tensor rows;             ///< [B] int64: rows of the cache's batch; undefined for all in order
    KeyValueCache* cache = nullptr; ///< of earlier tokens; absent when a pass holds whole texts
    KeptRoutes* routes = nullptr;   ///< of the prompts; positions fill it once, then keep to it
    const Wanted* wanted = nullptr; ///< asked before each run of a layer; absent where nobody calls a pass off

    /// Throws CalledOff.
    void requireWanted() const
    {
        if (wanted != nullptr)
            engine::requireWanted(*wanted);
    }

    /// The same pass for some rows. selected: [R] int64.
    Pass select(const torch::Tensor& selected) const
    {
        Pass result = *this;
        result.mask = mask.index_select(0, selected);
        if (attentionBias.size(0) > 1)
            result.attentionBias = attentionBias.index_select(0, selected);
        if (prompt.defined())
            result.prompt = prompt.index_select(0, selected);
        if (slots.defined() && slots.size(0) > 1)
            result.slots = slots.index_select(0, selected);
        result.rows = rows.defined() ? rows.index_select(0, selected) : selected;
        return result;
    }
};

} // namespace engine
