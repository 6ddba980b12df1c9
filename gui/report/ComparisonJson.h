#pragma once

#include "engine/run/JsonText.h"
#include "engine/statistics/Comparison.h"

namespace gui::reports {

/// What `molex compare --json` prints; what is not defined is null, `undefined` then says why.
engine::Json toJson(const engine::Comparison& comparison, const engine::ComparisonOptions& options);

} // namespace gui::reports
