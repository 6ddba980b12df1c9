#pragma once

#include "engine/model/Projection.h"
#include "engine/model/ModelConfig.h"

namespace engine {

/// Multi-head self-attention without its output projection (Vaswani et al. 2017): scores over the root of the head's
/// width, additive mask, dropout on the probabilities. [B, N, d] to [B, N, d].
class SelfAttention final {
public:
    explicit SelfAttention(const ModelConfig& config);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass);
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);
    void visitProjections(const ProjectionVisitor& visit);

private:
    torch::Tensor splitHeads(const torch::Tensor& x) const; ///< [B, N, d] to [B, heads, N, d / heads]

    std::int64_t m_heads;
    double m_dropout;
    std::unique_ptr<Projection> m_query;
    std::unique_ptr<Projection> m_key;
    std::unique_ptr<Projection> m_value;
};

} // namespace engine
