#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/run/RunSummary.h"

namespace gui::reports {

/// The run whose group the others are compared with where nobody asks for one: the run that is flagged as the baseline,
/// otherwise the oldest, of those that can be compared. Nothing where none can be.
std::optional<std::int64_t> baselineRun(const std::vector<engine::RunSummary>& runs,
                                        std::optional<std::int64_t> flagged);

} // namespace gui::reports
