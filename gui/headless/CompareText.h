#pragma once

#include <string>
#include <vector>

#include "engine/statistics/Comparison.h"
#include "gui/report/RoutingText.h"

namespace gui {

/// What `molex compare` prints for people: groups, tests over seeds and over examples, costs, routing, warnings, and
/// what the numbers allow to be said. `routing` of each task.
std::string comparisonText(const engine::Comparison& comparison, const engine::ComparisonOptions& options,
                           const std::vector<reports::TaskRouting>& routing);

} // namespace gui
