#pragma once

#include <vector>

#include "engine/metrics/NumberedText.h"

namespace engine {

/// ROUGE-L of each segment, 0 to 1 (Lin 2004), as MS-COCO's caption evaluation has it: the longest common subsequence
/// over either length, the best precision and the best recall over the references, F with beta 1.2.
std::vector<double> rougeL(const NumberedTexts& texts);

/// Words of the longest common subsequence.
std::size_t commonSubsequence(const Sentence& a, const Sentence& b);

} // namespace engine
