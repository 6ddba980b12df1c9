#include "gui/control/GiveWay.h"

#include <sys/resource.h>

namespace gui {

namespace {
constexpr int niceBesideWindow = 10; // a tenth of a share beside a thread that is not niced
}

void giveWay() noexcept
{
    // On Linux 0 is the calling thread, not its process. What is above the limit is cut to it.
    static_cast<void>(setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + niceBesideWindow));
}

} // namespace gui
