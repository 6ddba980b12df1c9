#include "engine/training/AutoPrecision.h"

#include "engine/run/ProcessorFlags.h"

namespace engine {

std::string bfloat16Caution(const std::string& flags)
{
    // A processor that says nothing about itself, as one that is no x86, has not been measured.
    return flags.empty() || hasAvx512(flags)
        ? ""
        : "bf16 may be less exact on this processor, which has no AVX-512; fp32 is as exact as elsewhere";
}

} // namespace engine
