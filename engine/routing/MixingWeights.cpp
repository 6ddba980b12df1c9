#include "engine/routing/MixingWeights.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

/// Start value of a learned scalar: through softmax, logarithms of the weights give the weights back.
torch::Tensor startValue(double weight, bool normalized)
{
    constexpr double smallest = 1e-6;
    const double value = normalized ? std::log(std::max(weight, smallest)) : weight;
    return torch::full({1}, value).set_requires_grad(true);
}

} // namespace

MixingWeights::MixingWeights(const MixingSettings& config, bool normalized)
    : m_learned(config.mixing == Mixing::Learned)
    , m_normalized(!m_learned || normalized)
    , m_fixedOther(1 - config.mainWeight)
{
    if (m_learned) {
        m_main = startValue(config.mainWeight, m_normalized);
        m_other = startValue(1 - config.mainWeight, m_normalized);
    }
}

MixingWeights::Pair MixingWeights::weights(const torch::Tensor& hidden) const
{
    const bool isDouble = hidden.scalar_type() == torch::kFloat64;
    const torch::Tensor one =
        torch::ones({}, torch::TensorOptions(hidden.device()).dtype(isDouble ? torch::kFloat64 : torch::kFloat32));
    if (!m_learned)
        return {one, one * m_fixedOther};
    if (!m_normalized)
        return {(m_main + m_other).squeeze(0), m_other.squeeze(0)};
    return {one, torch::softmax(torch::cat({m_main, m_other}), 0).select(0, 1)};
}

void MixingWeights::visitTensors(const std::string& prefix, const TensorVisitor& visit)
{
    if (!m_learned)
        return;
    visit(prefix + "mixing.main", m_main);
    visit(prefix + "mixing.other", m_other);
}

} // namespace engine
