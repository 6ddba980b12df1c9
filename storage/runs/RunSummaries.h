#pragma once

#include <cstdint>
#include <vector>

#include "engine/run/ComparedValue.h"
#include "engine/run/RunSummary.h"

namespace storage {

class RunRepository;

/// In the order of `runs`. Reads the runs named with their evaluations and rows, and of the others of the same kind the
/// configurations and environments. Throws storage::Error when there is no such run.
std::vector<engine::RunSummary> summarise(const RunRepository& repository, const std::vector<std::int64_t>& runs,
                                          const engine::ComparedValue& value = {});

} // namespace storage
