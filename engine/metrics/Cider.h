#pragma once

#include <vector>

#include "engine/metrics/NumberedText.h"

namespace engine {

/// CIDEr of each segment, 0 to 10 (CIDEr-D of Vedantam et al. 2015), as MS-COCO's caption evaluation has it: cosine of
/// tf-idf vectors of 1- to 4-grams with clipped counts, times exp(−(length difference)² / (2 · 6²)), times 10; document
/// frequencies come from these references, so one segment alone scores 0.
std::vector<double> cider(const NumberedTexts& texts);

} // namespace engine
