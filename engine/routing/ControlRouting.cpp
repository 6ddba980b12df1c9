#include "engine/routing/ControlRouting.h"

#include "engine/routing/FixedChoosers.h"

namespace engine {

ControlRouting::ControlRouting(const SelfRoutingConfig& config)
    : m_config(config)
    , m_make([](const Place& at) { return std::make_unique<TableChooser>(at.position, at.layers); })
{
    m_mixing.mainWeight = 1;
}

ControlRouting::ControlRouting(const NextLayerConfig& config)
    : m_config(config)
    , m_mixing(config)
    , m_make([](const Place& at) {
        return std::make_unique<TableChooser>(std::min(at.position + 1, at.layers - 1), at.layers);
    })
{
}

ControlRouting::ControlRouting(const GivenConfig& config)
    : m_config(config)
    , m_mixing(config)
    , m_make([config](const Place& at) {
        return std::make_unique<TableChooser>(config.layerOf(at.position), at.layers);
    })
{
}

ControlRouting::ControlRouting(const UniformRandomConfig& config)
    : m_config(config)
    , m_mixing(config)
    , m_make([excludeSelf = config.excludeSelf](const Place& at) {
        return std::make_unique<RandomChooser>(RandomChooser::Settings{at.seed, at.position, at.layers, excludeSelf});
    })
{
}

void ControlRouting::attach(Model& model, std::uint64_t seed)
{
    const std::int64_t layers = model.config().layers;
    mixAt(mixedPositions(m_config, layers), model, m_mixing, {},
          [&](std::size_t, std::int64_t position) { return m_make({position, layers, seed}); });
}

} // namespace engine
