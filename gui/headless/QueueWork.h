#pragma once

#include <vector>

#include "gui/headless/Console.h"
#include "gui/headless/ExitCode.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// Trains the runs that wait until none is left, a signal comes or, where that is wanted, one fails. Returns them as
/// they then are. Blocks.
std::vector<storage::RunRecord> workOffQueue(storage::RunRepository& repository, bool stopsOnFailure, Console& console);

/// Says how each run ended; the exit code of the worst: interrupted, failed, done.
ExitCode reportQueue(const std::vector<storage::RunRecord>& runs, const storage::RunRepository& repository, bool json,
                     Console& console);

} // namespace gui
