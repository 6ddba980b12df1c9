#pragma once

#include "engine/model/Layer.h"
#include "engine/model/LayerNorm.h"
#include "engine/model/SelfAttention.h"

namespace engine {

/// One post-LayerNorm transformer layer as in RoBERTa (Liu et al. 2019): attention, then feed-forward with the exact
/// GELU; dropout before each residual sum.
class EncoderLayer final : public Layer {
public:
    explicit EncoderLayer(const RobertaConfig& config);

    torch::Tensor forward(const torch::Tensor& hidden, const Pass& pass) override;
    void visitTensors(const std::string& prefix, const TensorVisitor& visit);
    void visitProjections(const ProjectionVisitor& visit);

private:
    torch::Tensor dropout(const torch::Tensor& x, const Pass& pass) const;

    double m_dropout;
    SelfAttention m_attention;
    std::unique_ptr<Projection> m_attentionOutput;
    LayerNorm m_attentionNorm;
    std::unique_ptr<Projection> m_intermediate;
    std::unique_ptr<Projection> m_output;
    LayerNorm m_outputNorm;
};

} // namespace engine
