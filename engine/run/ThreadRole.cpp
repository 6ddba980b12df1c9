#include "engine/run/ThreadRole.h"

#include <stdexcept>
#include <string>

#include <sys/resource.h>

namespace engine {

namespace {
thread_local bool isWindowThread = false;
constexpr int niceBesideWindow = 10; // a tenth of a share beside a thread that is not niced
}

void markWindowThread() noexcept
{
    isWindowThread = true;
}

void requireWorkerThread(const char* what)
{
    if (isWindowThread)
        throw std::logic_error(std::string(what) + " was called on the window's thread");
}

void giveWay() noexcept
{
    // On Linux 0 is the calling thread, not its process. What is above the limit is cut to it.
    static_cast<void>(setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + niceBesideWindow));
}

} // namespace engine
