#pragma once

#include <filesystem>

#include "tests/golden/CliProgram.h"
#include "tests/golden/Report.h"

namespace golden {

/// `molex score-text` on the cases of `folder`/nlg-metrics: BLEU and NIST of the raw text, ROUGE-L and CIDEr of the
/// tokenised text.
void checkScoreText(const CliProgram& molex, const std::filesystem::path& folder, Report& report);

} // namespace golden
