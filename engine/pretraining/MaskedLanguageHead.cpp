#include "engine/pretraining/MaskedLanguageHead.h"

namespace engine {

MaskedLanguageHead::MaskedLanguageHead(const ModelConfig& config)
    : m_dense(config.hiddenSize, config.hiddenSize)
    , m_norm(config.hiddenSize, config.layerNormEpsilon)
    , m_bias(torch::zeros({config.vocabularySize}))
{
}

torch::Tensor MaskedLanguageHead::forward(const torch::Tensor& hidden, const torch::Tensor& words)
{
    // LibTorch 1.13 has no LayerNorm of bfloat16 with weights of float32.
    const torch::Tensor features = m_norm.forward(atLeastFloat32(torch::gelu(m_dense.forward(hidden, Pass{}))));
    return atLeastFloat32(torch::linear(features, words, m_bias));
}

void MaskedLanguageHead::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_dense.visitTensors(prefix + ".dense", visit);
    m_norm.visitTensors(prefix + ".layer_norm", visit);
    visit(prefix + ".bias", m_bias);
}

} // namespace engine
