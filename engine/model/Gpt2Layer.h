#pragma once

#include "engine/model/CausalAttention.h"
#include "engine/model/LayerNorm.h"
#include "engine/model/TransformerLayer.h"

namespace engine {

/// One pre-LayerNorm transformer layer as in GPT-2 (Radford et al. 2019): LayerNorm, causal attention, residual sum;
/// LayerNorm, feed-forward with the tanh GELU, residual sum; dropout before each sum.
class Gpt2Layer final : public TransformerLayer {
public:
    Gpt2Layer(const ModelConfig& config, std::int64_t layer);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) override;
    torch::Tensor forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass) override;
    /// Queries, keys and values, which one projection makes: three of the layer's square maps, in multiplications.
    double unselectedCost() const override { return m_unselectedCost; }
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    void visitProjections(const ProjectionVisitor& visit) override;
    std::unique_ptr<FeedForward>& feedForward() override { return m_feedForward; }

private:
    /// x, in training with dropout, plus the residual.
    torch::Tensor addTo(const torch::Tensor& residual, const torch::Tensor& x, const Pass& pass) const;
    /// selection: whose tokens these are; absent for whole rows.
    torch::Tensor afterAttention(const torch::Tensor& context, const torch::Tensor& hidden, const Pass& pass,
                                 const TokenSelection* selection);

    double m_dropout;
    double m_unselectedCost;
    LayerNorm m_attentionNorm;
    CausalAttention m_attention;
    std::unique_ptr<Projection> m_attentionOutput;
    LayerNorm m_outputNorm;
    std::unique_ptr<FeedForward> m_feedForward;
};

} // namespace engine
