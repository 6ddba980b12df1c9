#pragma once

#include <cstdint>
#include <string>

namespace engine {

/// From this width of the hidden states on, bfloat16 is to gain more on a processor than the casts around its products
/// cost. Chosen by reading; docs/performance.md says what has been measured.
constexpr std::int64_t narrowestInBfloat16 = 512;

/// What decides what precision `auto` is.
struct PrecisionMachine
{
    bool isGpu = false;
    std::string flags; ///< of the processor; empty where LibTorch cannot use them
};

/// True on a GPU, and on a processor that multiplies bfloat16 numbers itself for models that are wide enough.
bool autoIsBfloat16(const PrecisionMachine& machine, std::int64_t hiddenSize);

/// "bf16 for models at least 512 wide, fp32 below"
std::string autoPrecisionText(const PrecisionMachine& machine);

} // namespace engine
