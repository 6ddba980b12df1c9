#include "gui/control/GiveWay.h"

#include <sys/resource.h>

namespace gui {

void giveWay(Behind how) noexcept
{
    // On Linux 0 is the calling thread, not its process. What is above the limit is cut to it.
    static_cast<void>(setpriority(PRIO_PROCESS, 0, getpriority(PRIO_PROCESS, 0) + static_cast<int>(how)));
}

} // namespace gui
