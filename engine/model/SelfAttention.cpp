#include "engine/model/SelfAttention.h"

#include "engine/model/Linear.h"

namespace engine {

SelfAttention::SelfAttention(const ModelConfig& config)
    : m_heads(config.heads, config.attentionDropout)
    , m_query(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
    , m_key(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
    , m_value(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
{
}

torch::Tensor SelfAttention::forward(const torch::Tensor& hidden, const Pass& pass)
{
    const torch::Tensor all = m_together.forward(hidden, {m_query.get(), m_key.get(), m_value.get()}, pass);
    if (all.defined()) {
        const std::vector<torch::Tensor> thirds = all.chunk(3, -1);
        return m_heads.join(
            m_heads.attend(m_heads.split(thirds[0]), m_heads.split(thirds[1]), m_heads.split(thirds[2]), pass));
    }
    const torch::Tensor query = m_heads.split(m_query->forward(hidden, pass));
    const torch::Tensor key = m_heads.split(m_key->forward(hidden, pass));
    const torch::Tensor value = m_heads.split(m_value->forward(hidden, pass));
    return m_heads.join(m_heads.attend(query, key, value, pass));
}

torch::Tensor SelfAttention::forwardTokens(const torch::Tensor& hidden, const TokenSelection& selection, const Pass& pass)
{
    const torch::Tensor ofTokens = m_query->forward(selection.gather(hidden), selection.ofTokens(pass));
    const torch::Tensor query = m_heads.split(selection.pad(ofTokens));
    const torch::Tensor key = m_heads.split(m_key->forward(hidden, pass));
    const torch::Tensor value = m_heads.split(m_value->forward(hidden, pass));
    return selection.unpad(m_heads.join(m_heads.attend(query, key, value, selection.ofQueries(pass))));
}

void SelfAttention::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_query->visitTensors(prefix + ".query", visit);
    m_key->visitTensors(prefix + ".key", visit);
    m_value->visitTensors(prefix + ".value", visit);
}

void SelfAttention::visitProjections(const ProjectionVisitor& visit)
{
    visit("query", m_query);
    visit("key", m_key);
    visit("value", m_value);
}

} // namespace engine
