#pragma once

#include <string>

#include "engine/statistics/Comparison.h"
#include "storage/export/Table.h"

namespace gui::reports {

/// All that a comparison says of one group, for other programs: no number is rounded, no cell has two values, what is
/// not defined is empty. Metrics over seeds, metrics over examples, costs. The names are those of the two sides.
storage::Table differenceTable(const engine::GroupComparison& group, const std::string& baseline,
                               const std::string& name);

} // namespace gui::reports
