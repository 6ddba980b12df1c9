#include "engine/run/ThreadRole.h"

#include <stdexcept>
#include <string>

namespace engine {

namespace {
thread_local bool isWindowThread = false;
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

} // namespace engine
