#include "engine/model/LayerNorm.h"

namespace engine {

LayerNorm::LayerNorm(std::int64_t width, double epsilon)
    : m_weight(torch::ones({width}))
    , m_bias(torch::zeros({width}))
    , m_epsilon(epsilon)
{
}

torch::Tensor LayerNorm::forward(const torch::Tensor& input) const
{
    return torch::layer_norm(input, {m_weight.size(0)}, m_weight, m_bias, m_epsilon);
}

void LayerNorm::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + ".weight", m_weight);
    visit(prefix + ".bias", m_bias);
}

} // namespace engine
