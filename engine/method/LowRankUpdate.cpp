#include "engine/method/LowRankUpdate.h"

#include <cmath>

namespace engine {

LowRankUpdate::LowRankUpdate(Widths widths, const LoraConfig& config, torch::Generator& random)
    : m_scale(loraScale(config))
    , m_dropout(config.dropout)
    , m_a(torch::empty({config.rank, widths.in}))
    , m_b(torch::zeros({widths.out, config.rank}))
{
    // Kaiming-uniform with a = √5: bound √(6 / ((1 + 5) · in)) = 1 / √in.
    const double bound = 1.0 / std::sqrt(static_cast<double>(widths.in));
    m_a.uniform_(-bound, bound, random);
    m_a.set_requires_grad(true);
    m_b.set_requires_grad(true);
}

torch::Tensor LowRankUpdate::forward(const torch::Tensor& input, const Pass& pass) const
{
    const bool drop = pass.training && m_dropout > 0;
    const torch::Tensor x = drop ? torch::dropout(input, m_dropout, true) : input;
    return torch::linear(torch::linear(x, m_a), m_b) * m_scale;
}

torch::Tensor LowRankUpdate::matrix() const
{
    return torch::matmul(m_b, m_a) * m_scale;
}

void LowRankUpdate::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    visit(prefix + ".lora_A", m_a);
    visit(prefix + ".lora_B", m_b);
}

double loraScale(const LoraConfig& config)
{
    const auto rank = static_cast<double>(config.rank);
    return config.alpha / (config.rslora ? std::sqrt(rank) : rank);
}

} // namespace engine
