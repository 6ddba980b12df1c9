#pragma once

#include <QString>

#include <vector>

#include "gui/models/RoutingGrid.h"

namespace gui {

/// Something about a record that a reader should not miss, as one sentence in two parts.
struct RoutingFinding
{
    QString subject; ///< "Position 2 collapsed"
    QString detail;  ///< "layer 2, itself, took 98 % of the votes, for 8,200 steps"
};

/// Collapsed and undecided gates and dead layers, at one record. Nothing for a routing without a gate, where such is
/// meant, and nothing before a few records are there to judge from.
std::vector<RoutingFinding> findings(const RoutingGrid& grid, std::size_t record);

} // namespace gui
