#pragma once

#include <algorithm>
#include <cstdint>

#include "engine/model/ModelConfig.h"
#include "engine/run/RunConfig.h"
#include "engine/run/RunEvent.h"
#include "engine/training/RowSizes.h"

namespace engine {

/// What a run will hold in memory at its peak, in bytes. On a GPU `weights`, `training` and `activations` are the
/// device's.
struct MemoryEstimate
{
    std::int64_t program = 0;     ///< code and buffers of the libraries
    std::int64_t weights = 0;     ///< all parameters, float32
    std::int64_t training = 0;    ///< gradients and the optimizer's two moments, as far as they are there at the peak
    std::int64_t activations = 0; ///< what the largest batch keeps for the backward pass, and what passes by
    std::int64_t rows = 0;        ///< token ids
    std::int64_t reading = 0;     ///< texts; over before training starts

    std::int64_t peak() const { return program + weights + rows + std::max(reading, training + activations); }
};

/// Counted over what the model's operations keep for the backward pass; under a routing every position is taken to run
/// all the layers that it may choose. Looks at the machine for what device and precision are where they are `auto`.
/// Throws BadInput for a device that is not there.
MemoryEstimate estimateMemory(const ModelConfig& model, const RunConfig& run, const ParameterCounts& parameters,
                              const RowSizes& rows);

/// What passes by in one layer of a forward pass that keeps nothing: scores, inner states, and states of the width.
/// length: tokens of a row. Bytes, float32.
std::int64_t forwardBytes(const ModelConfig& model, double rows, double length);

} // namespace engine
