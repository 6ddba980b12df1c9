#pragma once

#include "engine/model/AttentionHeads.h"
#include "engine/model/ModelConfig.h"
#include "engine/model/Projection.h"
#include "engine/model/TokenSelection.h"

namespace engine {

/// GPT-2's multi-head self-attention without its output projection: queries, keys and values side by side from one
/// projection `c_attn`. [B, N, d] to [B, N, d]. With a cache the tokens also attend to earlier ones.
class CausalAttention final {
public:
    /// layer: which of the model's layers this is, for the cache.
    CausalAttention(const ModelConfig& config, std::int64_t layer);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass);
    /// Queries of the selected tokens alone attend, to all tokens of their rows: [1, M, d]. Without a cache.
    torch::Tensor forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass);
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);
    void visitProjections(const ProjectionVisitor& visit);

private:
    std::int64_t m_layer;
    AttentionHeads m_heads;
    std::unique_ptr<Projection> m_fused; ///< d to 3 d
};

} // namespace engine
