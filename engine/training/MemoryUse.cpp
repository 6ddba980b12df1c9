#include "engine/training/MemoryUse.h"

#include <sys/resource.h>

namespace engine {

std::int64_t peakMemoryBytes()
{
    struct rusage usage = {};
    if (getrusage(RUSAGE_SELF, &usage) != 0)
        return 0;
    return static_cast<std::int64_t>(usage.ru_maxrss) * 1024; // Linux counts in KiB
}

} // namespace engine
