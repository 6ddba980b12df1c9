#pragma once

#include "engine/run/RunEvent.h"

namespace engine {

/// Receives the events of one run on the training thread. May block (a full store does); must not throw. Exported, since
/// a library calls it (gui/control/EngineLibrary.h).
class [[gnu::visibility("default")]] RunObserver {
public:
    virtual ~RunObserver() = default;
    virtual void handle(const RunEvent& event) noexcept = 0;
    /// Blocks until what was handled will outlive this process, where the observer keeps anything; false where it could
    /// not be kept.
    virtual bool settle() { return true; }
};

} // namespace engine
