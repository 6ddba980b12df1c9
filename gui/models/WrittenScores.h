#pragma once

#include <vector>

#include "gui/models/SampleSet.h"

namespace gui {

/// How like its references each text is that was written at an evaluation: BLEU of the text by itself against all
/// references of its prompt, 0 to 1, as `molex score-text` has it for a segment. NaN where there is none.
std::vector<double> writtenScores(const engine::RowsEvaluated& rows, const std::vector<SampleTexts::Text>& texts);

} // namespace gui
