#include "engine/model/Gpt2Layer.h"

#include "engine/model/DenseFeedForward.h"
#include "engine/model/Dropout.h"
#include "engine/model/TransposedLinear.h"

namespace engine {

namespace {

/// "gelu_new": x / 2 · (1 + tanh(√(2/π) (x + 0.044715 x³))).
torch::Tensor tanhGelu(const torch::Tensor& x)
{
    return torch::gelu(x, "tanh");
}

std::unique_ptr<FeedForward> gpt2FeedForward(const ModelConfig& config)
{
    return std::make_unique<DenseFeedForward>(DenseFeedForward::Parts{
        std::make_unique<TransposedLinear>(config.hiddenSize, config.intermediateSize), "mlp.c_fc", tanhGelu,
        std::make_unique<TransposedLinear>(config.intermediateSize, config.hiddenSize), "mlp.c_proj"});
}

} // namespace

Gpt2Layer::Gpt2Layer(const ModelConfig& config, std::int64_t layer)
    : m_dropout(config.hiddenDropout)
    , m_unselectedCost(3.0 / (4.0 + 2.0 * static_cast<double>(config.intermediateSize) / static_cast<double>(config.hiddenSize)))
    , m_attentionNorm(config.hiddenSize, config.layerNormEpsilon)
    , m_attention(config, layer)
    , m_attentionOutput(std::make_unique<TransposedLinear>(config.hiddenSize, config.hiddenSize))
    , m_outputNorm(config.hiddenSize, config.layerNormEpsilon)
    , m_feedForward(gpt2FeedForward(config))
{
}

torch::Tensor Gpt2Layer::addTo(const torch::Tensor& residual, const torch::Tensor& x, const Pass& pass) const
{
    return pass.training && m_dropout > 0 ? droppedSum(x, residual, m_dropout) : residual + x;
}

torch::Tensor Gpt2Layer::forward(const torch::Tensor& hidden, const Pass& pass)
{
    return afterAttention(m_attention.forward(m_attentionNorm.forward(hidden), pass), hidden, pass, nullptr);
}

torch::Tensor Gpt2Layer::forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass)
{
    const torch::Tensor context = m_attention.forwardTokens(m_attentionNorm.forward(hidden), selection, pass);
    return afterAttention(context, selection.gather(hidden), pass, &selection);
}

torch::Tensor Gpt2Layer::afterAttention(const torch::Tensor& context, const torch::Tensor& hidden, const Pass& pass,
                                        const TokenSelection* selection)
{
    const torch::Tensor attended = addTo(hidden, m_attentionOutput->forward(context, pass), pass);
    const torch::Tensor normed = m_outputNorm.forward(attended);
    const torch::Tensor fed = selection == nullptr ? m_feedForward->forward(normed, pass)
                                                   : m_feedForward->forwardTokens(normed, *selection, pass);
    return addTo(attended, fed, pass);
}

void Gpt2Layer::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_attentionNorm.visitTensors(prefix + ".ln_1", visit);
    m_attention.visitTensors(prefix + ".attn", visit);
    m_attentionOutput->visitTensors(prefix + ".attn.c_proj", visit);
    m_outputNorm.visitTensors(prefix + ".ln_2", visit);
    m_feedForward->visitTensors(prefix, visit);
}

void Gpt2Layer::visitProjections(const ProjectionVisitor& visit)
{
    m_attention.visitProjections(visit);
    visit("attention_output", m_attentionOutput);
    m_feedForward->visitProjections(visit);
}

} // namespace engine
