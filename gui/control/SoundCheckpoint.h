#pragma once

#include <vector>

#include "engine/run/Wanted.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// Throws BadInput when what a prediction reads of `chosen` is damaged, with the newest of the run's other checkpoints
/// that is sound. Throws CalledOff.
void requireSound(const storage::CheckpointRecord& chosen, std::vector<storage::CheckpointRecord> ofRun,
                  const engine::Wanted& wanted = {});

} // namespace gui
