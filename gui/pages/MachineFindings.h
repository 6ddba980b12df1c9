#pragma once

#include <vector>

#include "engine/training/Environment.h"

namespace gui {

struct LaunchCheck;

/// What the machine offers, as the first page lists it: what decides about a run stands before what only says which
/// program this is. Disk and memory have a warning where a start of these runs is refused.
std::vector<engine::Finding> machineFindings(std::vector<engine::Finding> found, const LaunchCheck& trial);

} // namespace gui
