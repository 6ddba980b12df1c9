#pragma once

#include <filesystem>
#include <vector>

#include "engine/run/RunControl.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/Session.h"
#include "storage/runs/RunRecorder.h"

namespace gui {

/// Who takes part in a run beside its session.
struct RunParties
{
    engine::RunControl& control;
    storage::RunRecorder::Callbacks recorder;
    std::vector<engine::RunObserver*> observers; ///< hear each event after the recorder
};

/// Trains one run to its end and records it in the workspace. Blocks; everything is on disk when it returns. Throws
/// storage::Error when the recorder cannot begin.
engine::RunFinished executeRun(const std::filesystem::path& workspace, const RunOrder& order,
                               const SessionFactory& sessions, const RunParties& parties);

} // namespace gui
