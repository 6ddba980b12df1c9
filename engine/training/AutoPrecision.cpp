#include "engine/training/AutoPrecision.h"

#include "engine/training/ProcessorFlags.h"

namespace engine {

namespace {

bool multipliesBfloat16(const std::string& flags)
{
    return hasFlag(flags, "avx512_bf16") || hasFlag(flags, "amx_bf16");
}

} // namespace

bool autoIsBfloat16(const PrecisionMachine& machine, std::int64_t hiddenSize)
{
    return machine.isGpu || (multipliesBfloat16(machine.flags) && hiddenSize >= narrowestInBfloat16);
}

std::string autoPrecisionText(const PrecisionMachine& machine)
{
    if (machine.isGpu)
        return "bf16, on the GPU";
    if (!multipliesBfloat16(machine.flags))
        return "fp32; this processor does not multiply bfloat16 numbers itself";
    return "bf16 for models at least " + std::to_string(narrowestInBfloat16) + " wide, fp32 below";
}

} // namespace engine
