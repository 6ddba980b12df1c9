#pragma once

#include <vector>

#include "engine/metrics/NumberedText.h"
#include "engine/run/TextStatistics.h"

namespace engine {

/// BLEU of the texts whose statistics were summed up, 0 to 1 (Papineni et al. 2002): geometric mean of the clipped
/// precisions of 1- to 4-grams times the brevity penalty, with the closest reference length (the shorter on a tie), as
/// the E2E challenge's scorer has it.
double bleu(const TextStatistics& sums);

/// Adds each text's hits and closest reference length to its statistics, of which there is one a text.
void addBleuCounts(const NumberedTexts& texts, std::vector<TextStatistics>& statistics);

/// BLEU of each segment by itself, 1 added to every hit count and every length, as the E2E challenge's scorer has it:
/// far above 1 for texts of one or two words, whose longer n-grams it counts as negative.
std::vector<double> smoothedSentenceBleu(const NumberedTexts& texts);

/// BLEU of each text by itself, 0 to 1, 1 added to hits and lengths of 2-grams and longer ones (Lin and Och 2004); a
/// text without a word of its references has 0.
std::vector<double> sentenceBleu(const NumberedTexts& texts);

} // namespace engine
