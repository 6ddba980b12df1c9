#include "gui/control/QueueLock.h"

#include <cerrno>
#include <cstring>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include "engine/run/Error.h"

namespace gui {

QueueLock::QueueLock(const std::filesystem::path& workspace)
{
    const std::filesystem::path path = workspace / "queue.lock";
    m_file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
    if (m_file < 0)
        throw engine::Error(path.string() + ": cannot be written: " + std::strerror(errno));
    if (::flock(m_file, LOCK_EX | LOCK_NB) == 0)
        return;
    ::close(m_file);
    throw engine::Error("Another process works off the queue of " + workspace.string()
                        + "; the runs that wait are its business.");
}

QueueLock::~QueueLock()
{
    ::close(m_file);
}

} // namespace gui
