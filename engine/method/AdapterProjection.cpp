#include "engine/method/AdapterProjection.h"

#include <cmath>

namespace engine {

namespace {

constexpr double startDeviation = 1e-3;

/// Normal with `startDeviation`, cut at two deviations, by inversion.
torch::Tensor drawn(std::int64_t rows, std::int64_t columns, torch::Generator& random)
{
    const double bound = std::erf(std::sqrt(2.0));
    return torch::empty({rows, columns})
        .uniform_(-bound, bound, random)
        .erfinv_()
        .mul_(startDeviation * std::sqrt(2.0))
        .set_requires_grad(true);
}

} // namespace

AdapterProjection::AdapterProjection(std::unique_ptr<Projection> base, const AdapterConfig& config,
                                     torch::Generator& random)
    : WrappedProjection(std::move(base))
    , m_placement(config.placement)
    , m_down(drawn(config.size, outWidth(), random))
    , m_downBias(trainableZeros(config.size))
    , m_up(drawn(outWidth(), config.size, random))
    , m_upBias(trainableZeros(outWidth()))
{
}

torch::Tensor AdapterProjection::forward(const torch::Tensor& input, const Pass& pass)
{
    const torch::Tensor hidden = base().forward(input, pass);
    const torch::Tensor narrow = torch::linear(hidden, m_down, m_downBias);
    const torch::Tensor active =
        m_placement == AdapterPlacement::Houlsby ? torch::gelu(narrow, "tanh") : torch::relu(narrow);
    return hidden + torch::linear(active, m_up, m_upBias);
}

void AdapterProjection::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    base().visitTensors(prefix, visit);
    visit(prefix + ".adapter.down.weight", m_down);
    visit(prefix + ".adapter.down.bias", m_downBias);
    visit(prefix + ".adapter.up.weight", m_up);
    visit(prefix + ".adapter.up.bias", m_upBias);
}

} // namespace engine
