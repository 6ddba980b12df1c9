#pragma once

#include <string>

namespace engine {

/// What precision `auto` is: bfloat16 on a GPU, where no bound of it has been measured, float32 on a processor. There,
/// logits in bfloat16 are up to 0.08 away from those in float32 on small models, further without AVX-512
/// (docs/performance.md), and `auto` is to keep within 0.03.
inline bool autoIsBfloat16(bool isGpu)
{
    return isGpu;
}

inline std::string autoPrecisionText(bool isGpu)
{
    return isGpu ? "bf16, on the GPU" : "fp32, on the processor; bf16 has to be asked for";
}

/// What is doubtful about bfloat16 on a processor with these flags (processorFlags()): without AVX-512 logits of GPT-2
/// were up to 0.39 away (docs/performance.md). Empty with it, and where there are none, as on other processors than
/// those of x86-64, on which nobody has looked.
std::string bfloat16Caution(const std::string& flags);

} // namespace engine
