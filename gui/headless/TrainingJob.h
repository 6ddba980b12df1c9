#pragma once

#include <filesystem>

#include "gui/control/RunScheduler.h"
#include "gui/headless/Console.h"
#include "gui/headless/ExitCode.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// Trains a stored run to its end on the calling thread, stores and shows what happens, and returns the run as it then
/// is. A signal stops it after the current step with its state saved. Throws BadInput or Error when nothing could be
/// started; the store then calls the run interrupted.
storage::RunRecord train(storage::RunRepository& repository, const RunOrder& order, Console& console);

/// Says how the run ended: the record as JSON, or a few lines; the reason of a failure first on the error stream.
ExitCode report(const storage::RunRecord& run, const std::filesystem::path& workspace, bool json, Console& console);

} // namespace gui
