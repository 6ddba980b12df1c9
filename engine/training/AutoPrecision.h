#pragma once

#include <string>

#include "engine/run/RunConfig.h"

namespace engine {

/// Whether this processor multiplies bfloat16 itself (AVX512-BF16, AMX) and LibTorch makes use of it.
bool hasBfloat16Products();

/// What precision `auto` is. On a processor bfloat16 is taken where it has such products, the run's logits stay close to
/// those in float32 and it is faster (docs/performance.md): for classes and scores, not for tokens; and where layers run
/// on whole batches, since oneDNN makes its code anew for each number of rows or tokens that chose a layer or expert.
bool autoIsBfloat16(const RunConfig& run, bool isGpu);

std::string autoPrecisionText(bool isGpu, bool hasProducts);

} // namespace engine
