#include "engine/metrics/RoutingMeter.h"

#include <cmath>

namespace engine {

namespace {

std::vector<float> toFloats(const torch::Tensor& tensor)
{
    const torch::Tensor values = tensor.to(torch::kCPU, torch::kFloat32).contiguous();
    return {values.data_ptr<float>(), values.data_ptr<float>() + values.numel()};
}

/// Entropy in nats of each row of [P, T].
std::vector<float> rowEntropies(const torch::Tensor& probability)
{
    return toFloats(-(probability * probability.clamp_min(1e-30).log()).sum(-1));
}

} // namespace

RoutingMeter::RoutingMeter(std::int64_t layers, std::vector<std::int64_t> positions, const torch::Device& device)
    : m_layers(layers)
    , m_positions(std::move(positions))
{
    const auto count = static_cast<std::int64_t>(m_positions.size());
    const auto options = torch::TensorOptions().device(device).dtype(torch::kFloat64);
    m_counts = torch::zeros({count, layers}, options);
    m_probability = torch::zeros({count, layers}, options);
    m_margin = torch::zeros({count}, options);
    m_weights = torch::zeros({2, count}, options);
}

void RoutingMeter::add(const RoutingTrace& trace)
{
    torch::NoGradGuard guard;
    if (trace.positions().empty())
        return;
    std::vector<torch::Tensor> counts, probabilities, margins, mainWeights, otherWeights;
    for (const PositionTrace& position : trace.positions()) {
        counts.push_back(position.counts);
        if (position.mainWeight.defined()) {
            mainWeights.push_back(position.mainWeight);
            otherWeights.push_back(position.otherWeight.defined() ? position.otherWeight
                                                                  : torch::zeros_like(position.mainWeight));
        }
        if (position.meanProbability.defined()) {
            probabilities.push_back(position.meanProbability);
            margins.push_back(position.margin);
        }
    }
    m_counts += torch::stack(counts);
    if (!mainWeights.empty()) {
        m_weights.select(0, 0).copy_(torch::stack(mainWeights));
        m_weights.select(0, 1).copy_(torch::stack(otherWeights));
    }
    if (!probabilities.empty()) {
        m_probability += torch::stack(probabilities);
        m_margin += torch::stack(margins);
        ++m_detailed;
    }
}

RoutingSnapshot RoutingMeter::take()
{
    RoutingSnapshot record;
    record.layers = m_layers;
    record.positions = m_positions;
    const torch::Tensor counts = m_counts.to(torch::kCPU).contiguous();
    const double* values = counts.data_ptr<double>();
    for (std::int64_t i = 0; i < counts.numel(); ++i)
        record.counts.push_back(std::llround(values[i]));
    record.mainWeight = toFloats(m_weights[0]);
    record.otherWeight = toFloats(m_weights[1]);
    if (m_detailed > 0) {
        const torch::Tensor mean = m_probability / static_cast<double>(m_detailed);
        record.probability = toFloats(mean);
        record.entropy = rowEntropies(mean);
        record.margin = toFloats(m_margin / static_cast<double>(m_detailed));
    }
    m_counts.zero_();
    m_probability.zero_();
    m_margin.zero_();
    m_detailed = 0;
    return record;
}

} // namespace engine
