#pragma once

#include <cstdint>
#include <functional>

#include "engine/run/RunConfig.h"

namespace engine {

/// How fast a run would train, measured over a few of its first steps.
struct MeasuredSpeed
{
    std::int64_t measured = 0; ///< steps that were timed; 0 when it was called off before the last of them
    double secondsPerStep = 0;
    double samplesPerSecond = 0;
    std::int64_t stepsPerEpoch = 0;
    std::int64_t steps = 0; ///< left to train in such a run
    double secondsPerEvaluation = 0; ///< of all dev rows, after one batch of them
    std::int64_t evaluations = 0;    ///< in such a run

    double secondsForAll() const
    {
        return secondsPerStep * static_cast<double>(steps) + secondsPerEvaluation * static_cast<double>(evaluations);
    }
};

constexpr std::int64_t probedSteps = 3;

/// Prepares the run, trains one step that warms up and times `probedSteps` more and a batch of each dev split; writes
/// and records nothing. `isWanted` is asked between steps. Blocking; sets LibTorch's random state, so never while
/// something trains in this process. Throws BadInput and Error, also where another run has the device (DeviceTurn): it
/// is not waited for, since that may take hours.
MeasuredSpeed measureSpeed(const RunConfig& config, const std::function<bool()>& isWanted);

} // namespace engine
