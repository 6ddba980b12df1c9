#pragma once

#include <vector>

#include "engine/statistics/Comparison.h"

namespace engine {

/// steps, rows_trained, evaluations, trainable_parameters, layer_evaluations, seconds, peak_memory: means of both.
std::vector<CostDifference> costsOf(const std::vector<RunSummary>& runs, const RunGroup& baseline,
                                    const RunGroup& group);

/// What the two groups do not have in common beside what is compared: budgets, data, models, environments, tuning.
std::vector<Warning> conditionWarnings(const std::vector<RunSummary>& runs, const RunGroup& baseline,
                                       const RunGroup& group);

} // namespace engine
