#pragma once

#include "gui/models/CompareWords.h"
#include "tests/support/CompareRuns.h"

namespace support {

inline gui::CompareResult compared(const std::vector<ComparedRun>& runs, const gui::CompareChoice& choice = {})
{
    return gui::compareRuns(sourceOf(runs), choice);
}

/// What is concluded of the first group against the baseline, a sentence a line; warnings begin with "!".
inline QString words(const gui::CompareResult& result)
{
    QString text;
    for (const gui::CompareSentence& sentence : gui::compareWords(result, 0, 0))
        text += (sentence.isWarning ? QStringLiteral("! ") : QString()) + sentence.lead + QLatin1Char(' ')
            + sentence.rest + QLatin1Char('\n');
    return text;
}

} // namespace support
