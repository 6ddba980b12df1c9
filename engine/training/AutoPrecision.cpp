#include "engine/training/AutoPrecision.h"

#include <ATen/Context.h>

#include "engine/training/ProcessorFlags.h"

namespace engine {

bool hasBfloat16Products()
{
    static const bool has = [] {
        const std::string flags = processorFlags();
        return at::hasMKLDNN() && (hasFlag(flags, "avx512_bf16") || hasFlag(flags, "amx_bf16"));
    }();
    return has;
}

bool autoIsBfloat16(bool isGpu, Predicted predicted)
{
    return isGpu || (predicted == Predicted::Rows && hasBfloat16Products());
}

std::string autoPrecisionText(bool isGpu, bool hasProducts)
{
    if (isGpu)
        return "bf16, on the GPU";
    return hasProducts ? "bf16 for classes and scores, fp32 for language models, on the processor"
                       : "fp32, on the processor, which has no products in bf16";
}

} // namespace engine
