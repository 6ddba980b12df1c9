#include "engine/training/BlasKernels.h"

#include "engine/run/FittingKernels.h"
#include "engine/run/ProcessorFlags.h"

namespace engine {

Finding examineKernels(const BlasKernels& kernels)
{
    Finding finding{"BLAS kernels", kernels.name, Finding::Verdict::Good, ""};
    const std::string wider = widerKernels(kernels.name, kernels.flags);
    if (wider.empty())
        return finding;
    finding.verdict = Finding::Verdict::Warning;
    finding.advice = std::string("This processor has ") + (hasFlag(kernels.flags, "avx512f") ? "AVX-512" : "AVX2")
        + ", which these do not use; "
        + (kernels.forced.empty() ? "export OPENBLAS_CORETYPE=" + wider : std::string("unset OPENBLAS_CORETYPE"))
        + " makes matrix products faster";
    return finding;
}

} // namespace engine
