#pragma once

#include <vector>

#include "engine/data/WordNetLexicon.h"
#include "engine/run/RowsEvaluated.h"
#include "engine/run/RunEvent.h"
#include "engine/training/TokenizedSplit.h"

namespace engine {

/// Scores the texts among a split's rows against the targets of all rows with their prompts, and keeps with the rows
/// what each text adds. Nothing where no text was written. Without `lexicon` METEOR is left out.
std::vector<Measurement> scoreWritten(const TokenizedSplit& split, RowsEvaluated& rows, const WordNetLexicon* lexicon);

} // namespace engine
