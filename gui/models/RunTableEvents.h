#pragma once

#include <string>

#include "engine/run/RunEvent.h"
#include "storage/runs/RunTable.h"

namespace gui {

/// What an event of a run in progress changes in its row, as the store will say it once the event is written.
/// `mainSplit` is that of the first evaluation, kept by the caller from event to event. Returns whether anything did.
bool applyEvent(storage::RunTable& table, std::size_t row, const engine::RunEvent& event, std::string& mainSplit);

} // namespace gui
