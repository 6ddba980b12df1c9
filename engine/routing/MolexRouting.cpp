#include "engine/routing/MolexRouting.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/routing/MixedLayer.h"

namespace engine {

MolexRouting::MolexRouting(MolexConfig config)
    : m_config(std::move(config))
{
}

void MolexRouting::attach(Model& model, std::uint64_t seed)
{
    m_positions = mixedPositions(m_config, model.config().layers);
    torch::Generator random = makeGenerator(seed, "gate");
    const GateShape shape{model.config().hiddenSize, model.config().layers};
    const std::size_t count = m_positions.size();
    for (std::size_t i = 0; i < (m_config.sharedGate ? 1 : count); ++i)
        m_gates.push_back(makeGate(m_config, shape, random));
    for (std::size_t i = 0; i < (m_config.sharedMixing ? 1 : count); ++i)
        m_mixings.push_back(std::make_shared<MixingWeights>(m_config));
    const std::vector<std::shared_ptr<Layer>> experts(model.layers().begin(), model.layers().end());
    for (std::size_t i = 0; i < count; ++i) {
        MixedLayer::Parts parts{experts, m_gates[m_config.sharedGate ? 0 : i], m_mixings[m_config.sharedMixing ? 0 : i]};
        model.setPosition(static_cast<std::size_t>(m_positions[i]),
                          std::make_shared<MixedLayer>(m_positions[i], m_config, std::move(parts)));
    }
}

std::string MolexRouting::prefix(std::size_t index, bool shared) const
{
    return shared ? "" : "layer." + std::to_string(m_positions[index]) + ".";
}

void MolexRouting::visitTensors(const TensorVisitor& visit)
{
    for (std::size_t i = 0; i < m_gates.size(); ++i)
        m_gates[i]->visitTensors(prefix(i, m_config.sharedGate), visit);
    for (std::size_t i = 0; i < m_mixings.size(); ++i)
        m_mixings[i]->visitTensors(prefix(i, m_config.sharedMixing), visit);
}

std::vector<std::vector<torch::Tensor>> MolexRouting::gateTensors()
{
    std::vector<std::vector<torch::Tensor>> result;
    for (const auto& gate : m_gates)
        gate->visitTensors("", [&, first = true](const std::string&, torch::Tensor& tensor) mutable {
            if (std::exchange(first, false))
                result.emplace_back();
            result.back().push_back(tensor);
        });
    return result;
}

torch::Tensor MolexRouting::auxiliaryLoss(const RoutingTrace& trace) const
{
    torch::Tensor loss;
    if (const torch::Tensor balance = trace.balanceLoss(); balance.defined())
        loss = balance * m_config.balanceCoefficient;
    if (const torch::Tensor z = trace.zLoss(); z.defined())
        loss = loss.defined() ? loss + z * m_config.zLoss : z * m_config.zLoss;
    return loss;
}

} // namespace engine
