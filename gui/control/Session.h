#pragma once

#include <functional>
#include <memory>

#include "engine/training/SpeedProbe.h"
#include "engine/training/TrainingSession.h"

namespace gui {

/// One training run as the controller sees it; tests put their own in its place. Exported: a library makes it.
class [[gnu::visibility("default")]] Session {
public:
    virtual ~Session() = default;
    /// Blocks until the run is over; the last event is the one RunFinished, which is also returned.
    virtual engine::RunFinished run(engine::RunControl& control, engine::RunObserver& observer) noexcept = 0;
};

using SessionFactory = std::function<std::unique_ptr<Session>(engine::RunConfig, engine::SessionFolders)>;

/// How fast a run would train; engine::measureSpeed, or a test's own.
using SpeedMeter = std::function<engine::MeasuredSpeed(const engine::RunConfig&, const std::function<bool()>& isWanted)>;

/// Sessions of the engine, linked (EngineSession.cpp) or loaded (EngineCalls.cpp).
SessionFactory engineSessions();

} // namespace gui
