#include "engine/training/LearningRate.h"

#include <algorithm>
#include <cmath>

namespace engine {

double learningRateFactor(const TrainingConfig& config, std::int64_t step, std::int64_t total)
{
    const auto fraction = static_cast<std::int64_t>(std::ceil(config.warmup * static_cast<double>(total)));
    const std::int64_t warmup = config.warmupSteps > 0 ? config.warmupSteps : fraction;
    if (step < warmup)
        return static_cast<double>(step) / static_cast<double>(std::max<std::int64_t>(warmup, 1));
    if (config.schedule == Schedule::Constant)
        return 1;
    const auto left = static_cast<double>(std::max<std::int64_t>(total - step, 0));
    return left / static_cast<double>(std::max<std::int64_t>(total - warmup, 1));
}

} // namespace engine
