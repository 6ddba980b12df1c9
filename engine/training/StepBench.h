#pragma once

#include <optional>

#include "engine/training/BenchCase.h"

namespace engine {

struct BenchResult
{
    double stepSeconds = 0; ///< median
    double samplesPerSecond = 0;
    double tokensPerSecond = 0;
    std::optional<std::int64_t> peakMemoryBytes; ///< resident of this process so far, or the GPU's; absent: not known
    std::string precision;                       ///< the one used, as ComputeDevice names it
    double layerRuns = 0;             ///< mean of a forward pass
    double operations = 0;            ///< of a step, as stepOperations() counts them
    double productRate = 0;           ///< operations per second of a product in the same precision, measured before and
                                      ///< after the steps; the larger one
    std::int64_t productWidth = 0;    ///< of that product's square matrices

    /// What the step reaches of the machine's rate.
    double productFraction() const { return operations / stepSeconds / productRate; }
};

/// Draws the model, takes two steps and times the case's own. For a process that does nothing else: sets LibTorch's
/// random state and threads, and the trials. Blocking. Throws BadInput with the names of the case's fields, and Error.
BenchResult measureSteps(const BenchCase& which);

} // namespace engine
