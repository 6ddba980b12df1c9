#include "engine/training/AutoPrecision.h"

#include <ATen/Context.h>

#include "engine/run/Causality.h"
#include "engine/run/ProcessorFlags.h"

namespace engine {

bool hasBfloat16Products()
{
    static const bool has = [] {
        const std::string flags = processorFlags();
        return at::hasMKLDNN() && (hasFlag(flags, "avx512_bf16") || hasFlag(flags, "amx_bf16"));
    }();
    return has;
}

bool autoIsBfloat16(const RunConfig& run, bool isGpu)
{
    const bool isWhole = !gathersRows(run.routing) && expertsOf(run.method) == nullptr;
    return isGpu || (isWhole && run.task.kind != TaskKind::E2e && hasBfloat16Products());
}

std::string autoPrecisionText(bool isGpu, bool hasProducts)
{
    if (isGpu)
        return "bf16, on the GPU";
    return hasProducts ? "on the processor: bf16 for classes and scores where layers run on whole batches, else fp32"
                       : "fp32, on the processor, which has no products in bf16";
}

} // namespace engine
