#pragma once

#include <filesystem>
#include <string>

#include "engine/run/RunControl.h"
#include "engine/run/RunEvent.h"
#include "engine/training/RunCheckpoint.h"

namespace engine {

/// The closing event of a run that stands there; not yet announced. `checkpoint` is its newest, empty without one.
RunFinished summaryOf(const Progress& progress, RunStatus status, const std::string& reason,
                      const std::filesystem::path& checkpoint);

/// The same for a run that was asked to stop.
RunFinished stoppedSummaryOf(const Progress& progress, RunControl::Stop stop, const std::filesystem::path& checkpoint);

} // namespace engine
