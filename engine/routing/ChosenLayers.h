#pragma once

#include <vector>

#include "engine/routing/Vote.h"

namespace engine {

/// Which units chose which layers, on the CPU: the one copy from the device that a mixed position makes.
class ChosenLayers final {
public:
    ChosenLayers(const Choice& choice, std::int64_t layers);

    /// True when no unit chose any other layer.
    bool isOnly(std::int64_t layer) const { return m_units[static_cast<std::size_t>(layer)].size() == m_entries; }
    /// Units with the layer among their choices, ascending; a unit chooses a layer once.
    const std::vector<std::int64_t>& units(std::int64_t layer) const { return m_units[static_cast<std::size_t>(layer)]; }

private:
    std::size_t m_entries; ///< U·k
    std::vector<std::vector<std::int64_t>> m_units;
};

} // namespace engine
