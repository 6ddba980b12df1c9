#pragma once

#include <optional>

#include "gui/models/RunHistory.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// Everything that the store holds of a run, its curves smoothed with this weight of the past; nothing when it is not
/// there. On the store's thread.
std::optional<RunHistory> readHistory(const storage::RunRepository& repository, std::int64_t run, double smoothing = 0);

} // namespace gui
