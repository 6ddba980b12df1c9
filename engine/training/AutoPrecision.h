#pragma once

#include <string>

namespace engine {

/// What a model's logits are of: a class or number for each row, or a token for each place.
enum class Predicted { Rows, Tokens };

/// Whether this processor multiplies bfloat16 itself (AVX512-BF16, AMX) and LibTorch makes use of it.
bool hasBfloat16Products();

/// What precision `auto` is. On a processor bfloat16 is taken where it is faster and the logits stay within 0.03 of
/// those in float32 (docs/performance.md): with products of its own, and for rows; those of tokens do not.
bool autoIsBfloat16(bool isGpu, Predicted predicted);

std::string autoPrecisionText(bool isGpu, bool hasProducts);

} // namespace engine
