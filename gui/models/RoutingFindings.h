#pragma once

#include <QString>

#include <vector>

#include "engine/run/RunConfig.h"
#include "gui/models/RoutingGrid.h"

namespace gui {

/// Something about a record that a reader should not miss, as one sentence in two parts.
struct RoutingFinding
{
    QString subject; ///< "Position 2 collapsed"
    QString detail;  ///< "layer 2, itself, takes 98 % of the votes, for 8,200 steps now."
};

/// Whether findings() names the row as collapsed at the record, which must exist.
bool isCollapsed(const RoutingGrid& grid, std::size_t record, std::size_t row);

/// A gate that the task does not train, collapsed and undecided gates and dead layers, at one record. Nothing for a
/// routing without a gate, where such is meant; nothing of what a gate chose before a few records are there to judge
/// from. `config`: of the run; nullptr where it is not known.
std::vector<RoutingFinding> findings(const RoutingGrid& grid, std::size_t record,
                                     const engine::RunConfig* config = nullptr);

} // namespace gui
