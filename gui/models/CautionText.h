#pragma once

#include "engine/statistics/Difference.h"
#include "gui/models/CompareWords.h"

namespace gui {

/// The engine's warning of a comparison, in the language of the screen.
CompareSentence cautionSentence(const engine::Warning& warning);

/// Why a test is not defined, in the language of the screen; `why` as the engine says it.
QString undefinedText(const std::string& why);

} // namespace gui
