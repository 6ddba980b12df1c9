#include "engine/routing/ChosenLayers.h"

namespace engine {

ChosenLayers::ChosenLayers(const Choice& choice, std::int64_t layers)
    : m_entries(static_cast<std::size_t>(choice.layers.numel()))
    , m_units(static_cast<std::size_t>(layers))
{
    const torch::Tensor list = choice.layers.to(torch::kCPU).contiguous();
    const auto* values = list.data_ptr<std::int64_t>();
    const auto each = static_cast<std::size_t>(list.size(1));
    for (std::size_t i = 0; i < m_entries; ++i)
        m_units[static_cast<std::size_t>(values[i])].push_back(static_cast<std::int64_t>(i / each));
}

} // namespace engine
