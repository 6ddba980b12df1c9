#pragma once

#include <optional>

#include "gui/models/RunHistory.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// Everything that the store holds of a run; nothing when it is not there. On the store's thread.
std::optional<RunHistory> readHistory(const storage::RunRepository& repository, std::int64_t run);

} // namespace gui
