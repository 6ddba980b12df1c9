#pragma once

#include <memory>
#include <vector>

#include "gui/models/SampleSet.h"

namespace gui {

/// A language model's rows with the texts that it wrote for them, and their references. Neither is nullptr.
struct WrittenRows
{
    std::shared_ptr<const SampleSet> samples;
    std::shared_ptr<const SampleTexts> texts;
};

/// How like its references each text is that was written at an evaluation: BLEU of the text by itself against all
/// references of its prompt, 0 to 1, as `molex score-text` has it for a segment. NaN where there is none. Reads all
/// references: on a worker; throws std::logic_error on the window's thread.
std::vector<double> writtenScores(const WrittenRows& written);

} // namespace gui
