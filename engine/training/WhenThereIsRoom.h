#pragma once

#include <cstdint>
#include <functional>

#include "engine/run/RunControl.h"
#include "engine/run/RunObserver.h"

namespace engine {

/// Who is told that a run waits for room on the disk, and who may call the waiting off.
struct RoomWait
{
    const RunControl& control;
    RunObserver& observer;
    std::int64_t step = 0;
};

/// Calls `write`, and while it throws NoRoom again every few seconds, or when somebody resumes the run; says once why
/// the run waits, and that it goes on. False after a stop: then nothing was written, which is said too. Passes on
/// whatever else `write` throws.
bool writeWhenThereIsRoom(const RoomWait& wait, const std::function<void()>& write);

} // namespace engine
