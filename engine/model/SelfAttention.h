#pragma once

#include "engine/model/AttentionHeads.h"
#include "engine/model/ModelConfig.h"
#include "engine/model/Projection.h"
#include "engine/model/SideBySide.h"
#include "engine/model/TokenSelection.h"

namespace engine {

/// Multi-head self-attention without its output projection, [B, N, d] to [B, N, d].
class SelfAttention final {
public:
    explicit SelfAttention(const ModelConfig& config);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass);
    /// Keys and values of all tokens, queries of the selected ones: [1, M, d].
    torch::Tensor forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass);
    /// For StateReader. hidden: what the layer reads.
    std::int64_t heads() const { return m_heads.count(); }
    bool readsStates(const torch::Tensor& hidden, const Pass& pass) const;
    torch::Tensor stateQueries(const torch::Tensor& tokens, const Pass& pass); ///< [M, d] to [M, h, s]
    std::vector<torch::Tensor> attendStates(const std::vector<torch::Tensor>& queries,
                                            const std::vector<std::int64_t>& tokens, const torch::Tensor& states,
                                            const Pass& pass) const;
    torch::Tensor fromStates(const torch::Tensor& contexts, const Pass& pass); ///< [M, h, s] to [M, d]

    void visitTensors(const std::string& prefix, const TensorVisitor& visit);
    void visitProjections(const ProjectionVisitor& visit);

private:
    AttentionHeads m_heads;
    std::unique_ptr<Projection> m_query;
    std::unique_ptr<Projection> m_key;
    std::unique_ptr<Projection> m_value;
    SideBySide m_together; ///< the three, where they are frozen
};

} // namespace engine
