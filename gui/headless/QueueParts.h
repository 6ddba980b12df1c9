#pragma once

#include <memory>
#include <vector>

#include "gui/headless/Command.h"

namespace gui {

/// The parts of `molex queue` that train nothing, in the order of the help.
std::vector<std::unique_ptr<Command>> queueParts();

} // namespace gui
