#pragma once

#include <string_view>
#include <vector>

#include "engine/metrics/NumberedText.h"
#include "engine/run/RunEvent.h"
#include "engine/run/TextStatistics.h"

namespace engine {

/// Of each text what BLEU and NIST count, in mteval's words; the other parts are 0.
std::vector<TextStatistics> countStatistics(const NumberedTexts& texts);

TextStatistics sumOf(const std::vector<TextStatistics>& texts);

/// One of textMetrics, of the texts whose statistics were summed up. Throws BadInput for another key.
double scoreOfTexts(std::string_view key, const TextStatistics& sums);

/// All of textMetrics, METEOR only where it was scored; nothing where there are no texts.
std::vector<Measurement> scoresOfTexts(const TextStatistics& sums);

} // namespace engine
