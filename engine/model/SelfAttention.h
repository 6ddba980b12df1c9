#pragma once

#include "engine/model/AttentionHeads.h"
#include "engine/model/ModelConfig.h"
#include "engine/model/Projection.h"

namespace engine {

/// Multi-head self-attention without its output projection, [B, N, d] to [B, N, d].
class SelfAttention final {
public:
    explicit SelfAttention(const ModelConfig& config);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass);
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);
    void visitProjections(const ProjectionVisitor& visit);

private:
    AttentionHeads m_heads;
    std::unique_ptr<Projection> m_query;
    std::unique_ptr<Projection> m_key;
    std::unique_ptr<Projection> m_value;
};

} // namespace engine
