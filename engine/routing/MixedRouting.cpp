#include "engine/routing/MixedRouting.h"

#include "engine/routing/MixedLayer.h"

namespace engine {

void MixedRouting::mixAt(std::vector<std::int64_t> positions, Model& model, const MixingSettings& settings, Rule rule,
                         const MakeChooser& makeChooser)
{
    m_positions = std::move(positions);
    m_sharedMixing = settings.sharedMixing;
    for (std::size_t i = 0; i < (m_sharedMixing ? 1 : m_positions.size()); ++i)
        m_mixings.push_back(std::make_shared<MixingWeights>(settings, rule.normalized));
    for (std::size_t i = 0; i < m_positions.size(); ++i) {
        MixedLayer::Parts parts{model.layers(), makeChooser(i, m_positions[i]), m_mixings[m_sharedMixing ? 0 : i],
                                rule.gateGradient};
        model.setPosition(static_cast<std::size_t>(m_positions[i]),
                          std::make_shared<MixedLayer>(m_positions[i], std::move(parts)));
    }
}

std::string MixedRouting::prefix(std::size_t index, bool shared) const
{
    return shared ? "" : "layer." + std::to_string(m_positions[index]) + ".";
}

void MixedRouting::visitTensors(const TensorVisitor& visit)
{
    for (std::size_t i = 0; i < m_mixings.size(); ++i)
        m_mixings[i]->visitTensors(prefix(i, m_sharedMixing), visit);
}

} // namespace engine
