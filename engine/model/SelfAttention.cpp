#include "engine/model/SelfAttention.h"

#include <cmath>

#include "engine/model/Linear.h"

namespace engine {

SelfAttention::SelfAttention(const ModelConfig& config)
    : m_heads(config.heads)
    , m_dropout(config.attentionDropout)
    , m_query(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
    , m_key(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
    , m_value(std::make_unique<Linear>(config.hiddenSize, config.hiddenSize))
{
}

torch::Tensor SelfAttention::splitHeads(const torch::Tensor& x) const
{
    return x.view({x.size(0), x.size(1), m_heads, x.size(2) / m_heads}).transpose(1, 2);
}

torch::Tensor SelfAttention::forward(const torch::Tensor& hidden, const Pass& pass)
{
    const torch::Tensor query = splitHeads(m_query->forward(hidden, pass));
    const torch::Tensor key = splitHeads(m_key->forward(hidden, pass));
    const torch::Tensor value = splitHeads(m_value->forward(hidden, pass));
    const double scale = 1.0 / std::sqrt(static_cast<double>(query.size(-1)));
    const torch::Tensor scores = torch::matmul(query, key.transpose(-1, -2)) * scale + pass.attentionBias;
    torch::Tensor probabilities = torch::softmax(scores, -1);
    if (pass.training && m_dropout > 0)
        probabilities = torch::dropout(probabilities, m_dropout, true);
    return torch::matmul(probabilities.to(value.scalar_type()), value).transpose(1, 2).reshape(hidden.sizes());
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
