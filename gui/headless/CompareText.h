#pragma once

#include <string>

#include "engine/statistics/Comparison.h"

namespace gui {

/// What `molex compare` prints for people: groups, tests over seeds and over examples, costs, warnings, and what the
/// numbers allow to be said.
std::string comparisonText(const engine::Comparison& comparison, const engine::ComparisonOptions& options);

} // namespace gui
