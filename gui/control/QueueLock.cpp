#include "gui/control/QueueLock.h"

#include "engine/run/Error.h"

namespace gui {

QueueLock::QueueLock(const std::filesystem::path& workspace)
    : m_lock(workspace / "queue.lock")
{
    if (!m_lock.isHeld())
        throw engine::Error("Another process works off the queue of " + workspace.string()
                            + "; the runs that wait are its business.");
}

} // namespace gui
