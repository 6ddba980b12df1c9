#include "gui/control/ThreadMemory.h"

#include <malloc.h>

namespace gui {

void keepThreadMemoryApart() noexcept
{
#ifdef M_ARENA_MAX
    constexpr int mostAreas = 256; // more than a window has threads; without, eight for each core
    ::mallopt(M_ARENA_MAX, mostAreas);
#endif
}

} // namespace gui
