#pragma once

#include <string>

#include "engine/training/Environment.h"

namespace engine {

/// What decides which kernels OpenBLAS multiplies matrices with.
struct BlasKernels
{
    std::string name;   ///< as OpenBLAS calls them: "Haswell"
    std::string flags;  ///< of the processor, as /proc/cpuinfo has them
    std::string forced; ///< OPENBLAS_CORETYPE; empty when it is not set
};

/// A warning, with the command that helps, where the processor has wider vectors than the kernels use.
Finding examineKernels(const BlasKernels& kernels);

} // namespace engine
