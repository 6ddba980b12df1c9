#pragma once

#include "engine/metrics/NumberedText.h"

namespace engine {

/// NIST of a corpus (Doddington 2002) with 1- to 5-grams: hits weighted by the information of the n-gram in the
/// references, and a penalty against their mean length, as the E2E challenge's scorer has it.
double nist(const NumberedTexts& texts);

} // namespace engine
