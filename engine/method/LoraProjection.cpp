#include "engine/method/LoraProjection.h"

#include <cmath>

namespace engine {

LoraProjection::LoraProjection(std::unique_ptr<Projection> base, const LoraConfig& config, torch::Generator& random)
    : m_base(std::move(base))
    , m_scale(config.alpha / static_cast<double>(config.rank))
    , m_dropout(config.dropout)
    , m_a(torch::empty({config.rank, m_base->inWidth()}))
    , m_b(torch::zeros({m_base->outWidth(), config.rank}))
{
    // Kaiming-uniform with a = √5: bound √(6 / ((1 + 5) · in)) = 1 / √in.
    const double bound = 1.0 / std::sqrt(static_cast<double>(m_base->inWidth()));
    m_a.uniform_(-bound, bound, random);
    m_a.set_requires_grad(true);
    m_b.set_requires_grad(true);
}

torch::Tensor LoraProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    const bool drop = pass.training && m_dropout > 0;
    const torch::Tensor x = drop ? torch::dropout(input, m_dropout, true) : input;
    return m_base->forward(input, pass) + torch::linear(torch::linear(x, m_a), m_b) * m_scale;
}

void LoraProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    m_base->visitTensors(prefix, visit);
    visit(prefix + ".lora_A", m_a);
    visit(prefix + ".lora_B", m_b);
}

} // namespace engine
