#include "engine/model/CausalAttention.h"

#include "engine/model/TransposedLinear.h"

namespace engine {

CausalAttention::CausalAttention(const ModelConfig& config, std::int64_t layer)
    : m_layer(layer)
    , m_heads(config.heads, config.attentionDropout)
    , m_fused(std::make_unique<TransposedLinear>(config.hiddenSize, 3 * config.hiddenSize))
{
}

torch::Tensor CausalAttention::forward(const torch::Tensor& hidden, const Pass& pass)
{
    const std::vector<torch::Tensor> thirds = m_fused->forward(hidden, pass).chunk(3, -1);
    KeyValueCache::Entry seen{m_heads.split(thirds[1]), m_heads.split(thirds[2])};
    if (pass.cache != nullptr)
        seen = pass.cache->extend(pass, m_layer, seen);
    return m_heads.join(m_heads.attend(m_heads.split(thirds[0]), seen.keys, seen.values, pass));
}

torch::Tensor CausalAttention::forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection,
                                             const Pass& pass)
{
    const std::vector<torch::Tensor> thirds = m_fused->forward(hidden, pass).chunk(3, -1);
    const torch::Tensor query = m_heads.split(selection.pad(selection.gather(thirds[0])));
    return selection.unpad(m_heads.join(
        m_heads.attend(query, m_heads.split(thirds[1]), m_heads.split(thirds[2]), selection.ofQueries(pass))));
}

void CausalAttention::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_fused->visitTensors(prefix + ".c_attn", visit);
}

void CausalAttention::visitProjections(const ProjectionVisitor& visit)
{
    visit("c_attn", m_fused);
}

} // namespace engine
