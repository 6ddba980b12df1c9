#pragma once

#include <optional>
#include <string>

#include "engine/statistics/Comparison.h"

namespace gui::reports {

/// How long a group that runs more layers a pass than its baseline trained, counted in layers, which no other program
/// on the machine disturbs.
struct TrainingTime
{
    double timesAsMuch = 1;      ///< layers run in training, the baseline's being one
    bool isSame = false;         ///< within 5 %: the baseline trained that much longer
    bool isBaselineLora = false; ///< alone, which a preset trains for as many layer runs
};

/// Nothing where both run as many layers a pass, where that is not known, and where the baseline ran more in all.
std::optional<TrainingTime> trainingTime(const engine::Comparison& comparison, const engine::TaskComparison& task,
                                         const engine::GroupComparison& group);

/// "Compare also at the same time: …" or "Same time: …", with a full stop; the window has it in words of its catalogue.
std::string timeText(const TrainingTime& time, const std::string& group, const std::string& baseline);

} // namespace gui::reports
