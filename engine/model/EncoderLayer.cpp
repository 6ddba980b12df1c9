#include "engine/model/EncoderLayer.h"

#include "engine/model/DenseFeedForward.h"
#include "engine/model/Dropout.h"
#include "engine/model/ExactGelu.h"
#include "engine/model/Linear.h"

namespace engine {

namespace {

std::unique_ptr<FeedForward> encoderFeedForward(const ModelConfig& config)
{
    return std::make_unique<DenseFeedForward>(
        DenseFeedForward::Parts{std::make_unique<Linear>(config.hiddenSize, config.intermediateSize),
                                "intermediate.dense", exactGelu,
                                std::make_unique<Linear>(config.intermediateSize, config.hiddenSize), "output.dense"});
}

} // namespace

EncoderLayer::EncoderLayer(const ModelConfig& config)
    : m_dropout(config.hiddenDropout)
    , m_unselectedCost(2.0 / (4.0 + 2.0 * static_cast<double>(config.intermediateSize) / static_cast<double>(config.hiddenSize)))
    , m_attention(config)
    , m_attentionOutput(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
    , m_attentionNorm(config.hiddenSize, config.layerNormEpsilon)
    , m_feedForward(encoderFeedForward(config))
    , m_outputNorm(config.hiddenSize, config.layerNormEpsilon)
{
}

torch::Tensor EncoderLayer::addTo(const torch::Tensor& residual, const torch::Tensor& x, const Pass& pass) const
{
    return pass.training && m_dropout > 0 ? droppedSum(x, residual, m_dropout) : x + residual;
}

torch::Tensor EncoderLayer::forward(const torch::Tensor& hidden, const Pass& pass)
{
    if (pass.firstTokens && !m_feedForward->needsTexts())
        return forwardTokens(hidden, TokenSelection::ofFirstTokens(hidden), pass).transpose(0, 1);
    const torch::Tensor all = afterAttention(m_attention.forward(hidden, pass), hidden, pass, nullptr);
    return pass.firstTokens ? all.narrow(1, 0, 1) : all;
}

torch::Tensor EncoderLayer::forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass)
{
    const torch::Tensor context = m_attention.forwardTokens(hidden, selection, pass);
    return afterAttention(context, selection.gather(hidden), pass, &selection);
}

StateReader* EncoderLayer::stateReader(const torch::Tensor& hidden, const Pass& pass)
{
    return !m_feedForward->needsTexts() && m_attention.readsStates(hidden, pass) ? this : nullptr;
}

bool EncoderLayer::isCheaper(std::int64_t selected, const torch::Tensor& hidden) const
{
    // A reading token has scores and sums over states of d numbers, not of d / h; the alternative is two maps of all
    // tokens. What else a chosen token costs is the same: one map onto its queries, one onto its sums.
    const auto width = static_cast<double>(hidden.size(2));
    const auto all = static_cast<double>(hidden.size(0) * hidden.size(1));
    const double more = static_cast<double>(hidden.size(1) * (m_attention.heads() - 1)) + width;
    return static_cast<double>(selected) * more < all * width;
}

torch::Tensor EncoderLayer::stateQueries(const torch::Tensor& tokens, const Pass& pass)
{
    return m_attention.stateQueries(tokens, pass);
}

std::vector<torch::Tensor> EncoderLayer::attendStates(const std::vector<torch::Tensor>& queries,
                                                      const std::vector<std::int64_t>& tokens,
                                                      const torch::Tensor& states, const Pass& pass) const
{
    return m_attention.attendStates(queries, tokens, states, pass);
}

torch::Tensor EncoderLayer::fromStates(const torch::Tensor& contexts, const torch::Tensor& tokens, const Pass& pass)
{
    return afterAttention(m_attention.fromStates(contexts, pass), tokens, pass, nullptr);
}

torch::Tensor EncoderLayer::afterAttention(const torch::Tensor& context, const torch::Tensor& hidden, const Pass& pass,
                                           const TokenSelection* selection)
{
    const torch::Tensor attended =
        m_attentionNorm.forward(addTo(hidden, m_attentionOutput->forward(context, pass), pass));
    const torch::Tensor fed = selection == nullptr ? m_feedForward->forward(attended, pass)
                                                   : m_feedForward->forwardTokens(attended, *selection, pass);
    return m_outputNorm.forward(addTo(attended, fed, pass));
}

void EncoderLayer::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_attention.visitTensors(prefix + ".attention.self", visit);
    m_attentionOutput->visitTensors(prefix + ".attention.output.dense", visit);
    m_attentionNorm.visitTensors(prefix + ".attention.output.LayerNorm", visit);
    m_feedForward->visitTensors(prefix, visit);
    m_outputNorm.visitTensors(prefix + ".output.LayerNorm", visit);
}

void EncoderLayer::visitProjections(const ProjectionVisitor& visit)
{
    m_attention.visitProjections(visit);
    visit("attention_output", m_attentionOutput);
    m_feedForward->visitProjections(visit);
}

} // namespace engine
