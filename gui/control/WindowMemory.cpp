#include "gui/control/WindowMemory.h"

#include <cstdint>

#ifdef MOLEX_JEMALLOC
#include <jemalloc/jemalloc.h>

/// Read by jemalloc before main(). 64 arenas: two cores have eight otherwise, which twenty threads share. Freed pages are
/// kept for a second, and large blocks like others.
const char* malloc_conf =
    "narenas:64,dirty_decay_ms:1000,muzzy_decay_ms:0,oversize_threshold:0,max_background_threads:1";

namespace gui {

void useWindowMemory() noexcept
{
    bool isOn = true; // a thread of its own returns memory: one that frees would do so itself, the window's too
    mallctl("background_thread", nullptr, nullptr, &isOn, sizeof(isOn));
}

std::size_t heldMemory() noexcept
{
    std::uint64_t epoch = 1; // counts anew
    mallctl("epoch", nullptr, nullptr, &epoch, sizeof(epoch));
    std::size_t bytes = 0;
    std::size_t size = sizeof(bytes);
    mallctl("stats.allocated", &bytes, &size, nullptr, 0);
    return bytes;
}

} // namespace gui

#else

namespace gui {

void useWindowMemory() noexcept {}

std::size_t heldMemory() noexcept
{
    return 0;
}

} // namespace gui

#endif
