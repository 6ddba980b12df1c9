#pragma once

#include "engine/data/FileLock.h"

namespace gui {

/// Held by the process that works off the queue of a workspace, so that two never train at once; gone with the process.
class QueueLock {
public:
    /// Throws engine::Error when another process holds it.
    explicit QueueLock(const std::filesystem::path& workspace);

private:
    engine::FileLock m_lock;
};

} // namespace gui
