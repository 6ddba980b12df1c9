#pragma once

#include <memory>

#include "gui/headless/Command.h"

namespace gui {

/// `molex queue work`: trains the runs that wait, or those for one device, until none is left, a signal comes or, where
/// that is wanted, one fails, and says how each ended; the exit code is of the worst: interrupted, failed, done.
std::unique_ptr<Command> queueWorker();

} // namespace gui
