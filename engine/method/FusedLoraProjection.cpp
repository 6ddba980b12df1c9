#include "engine/method/FusedLoraProjection.h"

#include <algorithm>
#include <cmath>

#include "engine/method/LowRankUpdate.h"

namespace engine {

FusedLoraProjection::FusedLoraProjection(std::unique_ptr<Projection> base, std::vector<bool> adapted,
                                         const LoraConfig& config, torch::Generator& random)
    : WrappedProjection(std::move(base))
    , m_adapted(std::move(adapted))
    , m_scale(loraScale(config))
    , m_dropout(config.dropout)
{
    const auto count = std::count(m_adapted.begin(), m_adapted.end(), true);
    const std::int64_t width = outWidth() / static_cast<std::int64_t>(m_adapted.size());
    const double bound = 1.0 / std::sqrt(static_cast<double>(inWidth())); // as in LoraProjection
    m_a = torch::empty({count * config.rank, inWidth()}).uniform_(-bound, bound, random);
    m_b = torch::zeros({count * width, config.rank});
    m_a.set_requires_grad(true);
    m_b.set_requires_grad(true);
}

torch::Tensor FusedLoraProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    const bool drop = pass.training && m_dropout > 0;
    const torch::Tensor x = drop ? torch::dropout(input, m_dropout, true) : input;
    const torch::Tensor inner = torch::linear(x, m_a);
    const torch::Tensor output = base().forward(input, pass);
    const std::int64_t rank = m_b.size(1);
    const std::int64_t width = output.size(-1) / static_cast<std::int64_t>(m_adapted.size());
    std::vector<torch::Tensor> parts = output.chunk(static_cast<std::int64_t>(m_adapted.size()), -1);
    std::int64_t k = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (!m_adapted[i])
            continue;
        parts[i] = parts[i]
            + torch::linear(inner.narrow(-1, k * rank, rank), m_b.narrow(0, k * width, width)) * m_scale;
        ++k;
    }
    return torch::cat(parts, -1);
}

torch::Tensor FusedLoraProjection::weight() const
{
    torch::Tensor result = base().weight().clone();
    const std::int64_t rank = m_b.size(1);
    const std::int64_t width = outWidth() / static_cast<std::int64_t>(m_adapted.size());
    std::int64_t k = 0;
    for (std::size_t i = 0; i < m_adapted.size(); ++i) {
        if (!m_adapted[i])
            continue;
        result.narrow(0, static_cast<std::int64_t>(i) * width, width) +=
            torch::matmul(m_b.narrow(0, k * width, width), m_a.narrow(0, k * rank, rank)) * m_scale;
        ++k;
    }
    return result;
}

void FusedLoraProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    base().visitTensors(prefix, visit);
    visit(prefix + ".lora_A", m_a);
    visit(prefix + ".lora_B", m_b);
}

} // namespace engine
