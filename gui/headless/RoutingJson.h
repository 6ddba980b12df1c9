#pragma once

#include "engine/run/ConfigJson.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// What `molex routing RUN --json` says of one record; steps: of all records.
engine::Json toJson(const engine::RoutingSnapshot& snapshot, const std::vector<std::int64_t>& steps);

/// What was recorded of the routing at the newest evaluation up to `step`: each split of that step. Empty without one.
std::vector<engine::RoutingEvaluated> newestRoutingEvaluation(const storage::RunRepository& repository, std::int64_t run,
                                                              std::int64_t step);

/// Steps and splits of all evaluations whose routing is recorded.
engine::Json routingEvaluationKeys(const storage::RunRepository& repository, std::int64_t run);

/// Each class of each split, with its shares and probabilities. names: of the classes, as far as known.
engine::Json classesJson(const std::vector<engine::RoutingEvaluated>& evaluations, const std::vector<std::string>& names);

/// The routes of single rows.
engine::Json examplesJson(const std::vector<engine::RoutingEvaluated>& evaluations);

} // namespace gui
