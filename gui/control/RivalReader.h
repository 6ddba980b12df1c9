#pragma once

#include <memory>

#include "gui/models/RoutingRival.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// The runs with routing records of this shape, newest first; `run` itself is left out. On the store's thread; reads one
/// record of each. Throws storage::Error.
std::vector<RivalName> readRivals(const storage::RunRepository& repository, std::int64_t run, const RoutingShape& shape);

/// All records of a run. On the store's thread. Throws storage::Error, also when the run is gone.
std::shared_ptr<const RoutingRival> readRival(const storage::RunRepository& repository, std::int64_t run);

} // namespace gui
