#include "engine/model/TransposedLinear.h"

namespace engine {

TransposedLinear::TransposedLinear(std::int64_t inWidth, std::int64_t outWidth)
    : m_weight(torch::zeros({inWidth, outWidth}))
    , m_bias(torch::zeros({outWidth}))
{
}

torch::Tensor TransposedLinear::forward(const torch::Tensor& input, const Pass&)
{
    return torch::linear(input, weightOfProduct(), m_bias);
}

void TransposedLinear::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + ".weight", m_weight);
    visit(prefix + ".bias", m_bias);
}

std::unique_ptr<Projection> TransposedLinear::clone() const
{
    auto copy = std::make_unique<TransposedLinear>(inWidth(), outWidth());
    copy->m_weight = m_weight.detach().clone();
    copy->m_bias = m_bias.detach().clone();
    return copy;
}

} // namespace engine
