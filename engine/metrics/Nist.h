#pragma once

#include <vector>

#include "engine/metrics/NumberedText.h"
#include "engine/run/TextStatistics.h"

namespace engine {

/// NIST of the texts whose statistics were summed up (Doddington 2002) with 1- to 5-grams: hits weighted by the
/// information of the n-gram in the references, and a penalty against their mean length, as the E2E challenge's scorer
/// has it.
double nist(const TextStatistics& sums);

/// Adds each text's information of hits, by their n-grams' counts in all references, and its references' mean length to
/// its statistics, of which there is one a text.
void addNistCounts(const NumberedTexts& texts, std::vector<TextStatistics>& statistics);

} // namespace engine
