#include "engine/routing/MolexRouting.h"

#include "engine/model/CheckpointLoader.h"
#include "engine/routing/GateChooser.h"

namespace engine {

MolexRouting::MolexRouting(MolexConfig config, bool trainsGates)
    : m_config(std::move(config))
    , m_trainsGates(trainsGates)
{
}

void MolexRouting::attach(Model& model, std::uint64_t seed)
{
    std::vector<std::int64_t> positions = mixedPositions(m_config, model.config().layers);
    torch::Generator random = makeGenerator(seed, "gate");
    const GateShape shape{model.config().hiddenSize, model.config().layers};
    for (std::size_t i = 0; i < (m_config.sharedGate ? 1 : positions.size()); ++i) {
        m_gates.push_back(makeGate(m_config, shape, random));
        m_gates.back()->visitTensors("", [this](const std::string&, torch::Tensor& tensor) {
            tensor.set_requires_grad(m_trainsGates);
        });
    }
    mixAt(std::move(positions), model, m_config, {m_config.gateGradient, m_config.mixingNormalized},
          [this](std::size_t index, std::int64_t position) {
              return std::make_unique<GateChooser>(position, m_config, m_gates[m_config.sharedGate ? 0 : index]);
          });
}

void MolexRouting::visitTensors(const TensorVisitor& visit)
{
    for (std::size_t i = 0; i < m_gates.size(); ++i)
        m_gates[i]->visitTensors(prefix(i, m_config.sharedGate), visit);
    MixedRouting::visitTensors(visit);
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
