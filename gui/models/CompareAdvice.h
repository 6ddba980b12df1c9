#pragma once

#include <optional>

#include "gui/models/CompareWords.h"

/// What would settle what a comparison leaves open.
namespace gui {

/// How many seeds would show an effect of the size seen; nothing where it is shown, or where they do not pair.
std::optional<CompareSentence> seedsAdvice(const engine::SeedDifference& difference,
                                           const engine::ComparisonOptions& options);

/// A baseline of as many layer runs, where the group ran more of them in training; or that it did. See
/// reports::timeText.
std::optional<CompareSentence> timeAdvice(const CompareResult& result, std::size_t task,
                                          const engine::GroupComparison& group);

} // namespace gui
