#pragma once

#include <vector>

#include <QString>

#include "gui/models/CompareResult.h"

namespace gui {

/// One sentence of the conclusion.
struct CompareSentence
{
    bool isWarning = false;
    QString lead; ///< what stands out, with its colon or comma
    QString rest;
};

/// What the numbers of a group against the baseline allow to say, and no more; by p after Holm, or by each test's own.
/// Budgets that differ stand by the verdict, what is said of a test beside the main one last.
std::vector<CompareSentence> compareWords(const CompareResult& result, std::size_t task, std::size_t against,
                                          bool isCorrected = true);

/// Why all cells of a routing difference are hatched: what so many runs can show by the test that was made. Empty where
/// some are not.
QString hatchingWords(const ComparedRouting& routing);

} // namespace gui
