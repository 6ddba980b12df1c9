#include "engine/model/Linear.h"

namespace engine {

Linear::Linear(std::int64_t inWidth, std::int64_t outWidth)
    : m_weight(torch::zeros({outWidth, inWidth}))
    , m_bias(torch::zeros({outWidth}))
{
}

torch::Tensor Linear::forward(const torch::Tensor& input, const Pass&)
{
    return torch::linear(input, weightOfProduct(), m_bias);
}

void Linear::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + ".weight", m_weight);
    visit(prefix + ".bias", m_bias);
}

std::unique_ptr<Projection> Linear::clone() const
{
    auto copy = std::make_unique<Linear>(inWidth(), outWidth());
    copy->m_weight = m_weight.detach().clone();
    copy->m_bias = m_bias.detach().clone();
    return copy;
}

} // namespace engine
