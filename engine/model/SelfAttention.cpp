#include "engine/model/SelfAttention.h"

#include "engine/model/HeadProduct.h"
#include "engine/model/Linear.h"
#include "engine/model/StateReader.h"

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

bool SelfAttention::readsStates(const torch::Tensor& hidden, const Pass& pass) const
{
    return AttentionHeads::canAttendStates(hidden, pass) && m_key->map(pass) && m_value->map(pass);
}

torch::Tensor SelfAttention::stateQueries(const torch::Tensor& tokens, const Pass& pass)
{
    const torch::Tensor query = m_query->forward(tokens, pass).unflatten(-1, {m_heads.count(), -1});
    const LinearMap map = *m_key->map(pass);
    torch::Tensor result = HeadProduct::toColumns(query, map.weight, tokens.size(1) + StateReader::moreColumns);
    if (!map.a.defined())
        return result;
    const torch::Tensor added = torch::matmul(HeadProduct::toColumns(query, map.b, map.b.size(1)), map.a) * map.scale;
    return result + torch::constant_pad_nd(added, {0, StateReader::moreColumns});
}

std::vector<torch::Tensor> SelfAttention::attendStates(const std::vector<torch::Tensor>& queries,
                                                       const std::vector<std::int64_t>& tokens,
                                                       const torch::Tensor& states, const Pass& pass) const
{
    return m_heads.attendStates(queries, tokens, states, pass, m_query->outWidth() / m_heads.count());
}

torch::Tensor SelfAttention::fromStates(const torch::Tensor& contexts, const Pass& pass)
{
    const LinearMap map = *m_value->map(pass);
    const HeadProduct::Values values = HeadProduct::toValues(contexts, map.weight, m_value->bias(), map.a);
    if (!map.a.defined())
        return values.rows.flatten(1);
    return (values.rows + HeadProduct::toRows(values.low * map.scale, map.b)).flatten(1);
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
