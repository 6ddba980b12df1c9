#include "engine/training/BlasKernels.h"

#include <algorithm>
#include <array>

#include "engine/training/ProcessorFlags.h"

namespace engine {

namespace {

enum class Vectors { Older, Avx2, Avx512 };

/// On other processors than those of x86-64 all is Older.
Vectors vectorsOf(const std::string& kernels)
{
    constexpr std::array avx512 = {"SkylakeX", "Cooperlake", "SapphireRapids"};
    constexpr std::array avx2 = {"Haswell", "Zen", "Excavator"};
    const auto isKernel = [&](const char* name) { return kernels == name; };
    if (std::any_of(avx512.begin(), avx512.end(), isKernel))
        return Vectors::Avx512;
    return std::any_of(avx2.begin(), avx2.end(), isKernel) ? Vectors::Avx2 : Vectors::Older;
}

Vectors vectorsOfProcessor(const std::string& flags)
{
    const auto has = [&](const char* flag) { return hasFlag(flags, flag); };
    if (has("avx512f") && has("avx512bw") && has("avx512dq") && has("avx512vl"))
        return Vectors::Avx512;
    return has("avx2") && has("fma") ? Vectors::Avx2 : Vectors::Older;
}

} // namespace

Finding examineKernels(const BlasKernels& kernels)
{
    Finding finding{"BLAS kernels", kernels.name, Finding::Verdict::Good, ""};
    const Vectors there = vectorsOfProcessor(kernels.flags);
    if (vectorsOf(kernels.name) >= there)
        return finding;
    const bool isAvx512 = there == Vectors::Avx512;
    finding.verdict = Finding::Verdict::Warning;
    finding.advice = std::string("This processor has ") + (isAvx512 ? "AVX-512" : "AVX2") + ", which these do not use; "
        + (kernels.forced.empty() ? std::string("export OPENBLAS_CORETYPE=") + (isAvx512 ? "SkylakeX" : "Haswell")
                                  : std::string("unset OPENBLAS_CORETYPE"))
        + " makes matrix products faster";
    return finding;
}

} // namespace engine
