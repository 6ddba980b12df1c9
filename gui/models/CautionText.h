#pragma once

#include "engine/statistics/Difference.h"
#include "engine/training/DataCautions.h"
#include "gui/models/CompareWords.h"

namespace gui {

/// The engine's warning of a comparison, in the language of the screen.
CompareSentence cautionSentence(const engine::Warning& warning);

/// What is doubtful about the rows that a run would train on, in the language of the screen.
QString dataCautionText(const engine::DataCaution& caution);

/// Why a test is not defined, in the language of the screen; `why` as the engine says it.
QString undefinedText(const std::string& why);

} // namespace gui
