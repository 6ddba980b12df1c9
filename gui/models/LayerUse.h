#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "gui/models/RoutingGrid.h"

namespace gui {

/// How one layer fares as what positions choose.
struct LayerUse
{
    std::int64_t layer = 0;
    bool isDead = false;
    std::optional<std::int64_t> lastChosen; ///< step
    double largestShare = 0;                ///< at any position
    std::int64_t position = 0;              ///< where that is
    double votes = 0;                       ///< part of all votes
};

/// All layers at a record: the dead ones first, then by their part of all votes, the least used first.
std::vector<LayerUse> layerUse(const RoutingGrid& grid, std::size_t record);

} // namespace gui
