#pragma once

#include <cstdint>

#include "engine/run/RunConfig.h"

namespace engine {

/// Factor on the peak rate for the optimizer step number `step` (0 is the first) of `total`: rises linearly over the
/// warm-up, then falls linearly to 0 after the last step, or stays at 1.
double learningRateFactor(const TrainingConfig& config, std::int64_t step, std::int64_t total);

} // namespace engine
