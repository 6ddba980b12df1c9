#include "storage/schema/WorkspaceHold.h"

#include <cerrno>
#include <thread>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace storage {

namespace {

constexpr std::chrono::milliseconds holdPause(20);

} // namespace

WorkspaceHold::WorkspaceHold(const std::filesystem::path& workspace, Kind kind, std::chrono::milliseconds longest)
    : m_folder(::open(workspace.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC))
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + longest;
    const int operation = (kind == Kind::Alone ? LOCK_EX : LOCK_SH) | LOCK_NB;
    while (m_folder >= 0 && ::flock(m_folder, operation) != 0 && errno == EWOULDBLOCK) {
        m_isRefused = Clock::now() >= end;
        if (m_isRefused)
            return;
        std::this_thread::sleep_for(holdPause);
    }
}

WorkspaceHold::~WorkspaceHold()
{
    if (m_folder >= 0)
        ::close(m_folder);
}

} // namespace storage
