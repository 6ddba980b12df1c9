#include "engine/model/AttentionHeads.h"

#include <cmath>

#include "engine/model/Autocast.h"
#include "engine/model/Dropout.h"
#include "engine/model/FusedAttention.h"
#include "engine/model/StateAttention.h"
#include "engine/model/Trials.h"

namespace engine {

AttentionHeads::AttentionHeads(std::int64_t heads, double dropout)
    : m_heads(heads)
    , m_dropout(dropout)
{
}

torch::Tensor AttentionHeads::split(const torch::Tensor& x) const
{
    return x.unflatten(-1, {m_heads, x.size(-1) / m_heads}).transpose(1, 2);
}

torch::Tensor AttentionHeads::join(const torch::Tensor& x) const
{
    return x.transpose(1, 2).flatten(2);
}

torch::Tensor AttentionHeads::attend(const torch::Tensor& query, const torch::Tensor& key, const torch::Tensor& value,
                                     const Pass& pass) const
{
    const double rate = pass.training ? m_dropout : 0;
    // A cache of earlier tokens would be cast again for each new one.
    const bool isLow = query.is_cpu() && query.scalar_type() == torch::kBFloat16 && pass.cache == nullptr
        && Trials::current().attention;
    const auto wide = [isLow](const torch::Tensor& x) { return isLow ? x.to(torch::kFloat32) : x; };
    const torch::Tensor q = wide(query), k = wide(key), v = wide(value);
    if (canFuseAttention(q, k, v, pass.attentionBias))
        return fusedAttention(q, k, v, pass.attentionBias, rate).to(query.scalar_type());
    const double scale = 1.0 / std::sqrt(static_cast<double>(query.size(-1)));
    const torch::Tensor scores = torch::matmul(query, key.transpose(-1, -2)) * scale + pass.attentionBias;
    torch::Tensor probabilities = torch::softmax(scores, -1);
    if (rate > 0)
        probabilities = dropped(probabilities, rate);
    return torch::matmul(probabilities.to(value.scalar_type()), value);
}

bool AttentionHeads::canAttendStates(const torch::Tensor& hidden, const Pass& pass)
{
    return Trials::current().states && pass.cache == nullptr && pass.attentionBias.size(2) == 1 && !hasAutocast(hidden)
        && canFuseAttention(hidden, hidden, hidden, pass.attentionBias);
}

std::vector<torch::Tensor> AttentionHeads::attendStates(const std::vector<torch::Tensor>& queries,
                                                        const std::vector<std::int64_t>& tokens,
                                                        const torch::Tensor& states, const Pass& pass,
                                                        std::int64_t width) const
{
    return stateAttention(queries, tokens, states, pass.attentionBias, pass.training ? m_dropout : 0,
                          1 / std::sqrt(static_cast<double>(width)));
}

} // namespace engine
