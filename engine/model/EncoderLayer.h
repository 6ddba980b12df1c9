#pragma once

#include "engine/model/LayerNorm.h"
#include "engine/model/SelfAttention.h"
#include "engine/model/TransformerLayer.h"

namespace engine {

/// One post-LayerNorm transformer layer as in BERT (Devlin et al. 2018) and RoBERTa (Liu et al. 2019): attention, then
/// feed-forward with the exact GELU; dropout before each residual sum.
class EncoderLayer final : public TransformerLayer, private StateReader {
public:
    explicit EncoderLayer(const ModelConfig& config);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) override;
    torch::Tensor forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass) override;
    /// Keys and values: two of the layer's square maps, in multiplications.
    double unselectedCost() const override { return m_unselectedCost; }
    StateReader* stateReader(const torch::Tensor& hidden, const Pass& pass) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit) override;
    void visitProjections(const ProjectionVisitor& visit) override;
    std::unique_ptr<FeedForward>& feedForward() override { return m_feedForward; }

private:
    bool isCheaper(std::int64_t selected, const torch::Tensor& hidden) const override;
    torch::Tensor stateQueries(const torch::Tensor& tokens, const Pass& pass) override;
    std::vector<torch::Tensor> attendStates(const std::vector<torch::Tensor>& queries,
                                            const std::vector<std::int64_t>& tokens, const torch::Tensor& states,
                                            const Pass& pass) const override;
    torch::Tensor fromStates(const torch::Tensor& contexts, const torch::Tensor& tokens, const Pass& pass) override;

    /// x, in training with dropout, plus the residual.
    torch::Tensor addTo(const torch::Tensor& residual, const torch::Tensor& x, const Pass& pass) const;
    /// selection: whose tokens these are; absent for whole rows.
    torch::Tensor afterAttention(const torch::Tensor& context, const torch::Tensor& hidden, const Pass& pass,
                                 const TokenSelection* selection);

    double m_dropout;
    double m_unselectedCost;
    SelfAttention m_attention;
    std::unique_ptr<Projection> m_attentionOutput;
    LayerNorm m_attentionNorm;
    std::unique_ptr<FeedForward> m_feedForward;
    LayerNorm m_outputNorm;
};

} // namespace engine
