#pragma once

#include <filesystem>

namespace gui {

/// Held by the process that works off the queue of a workspace, so that two never train at once; gone with the process.
class QueueLock {
public:
    /// Throws engine::Error when another process holds it.
    explicit QueueLock(const std::filesystem::path& workspace);
    ~QueueLock();
    QueueLock(const QueueLock&) = delete;
    QueueLock& operator=(const QueueLock&) = delete;

private:
    int m_file = -1;
};

} // namespace gui
