#include "engine/training/MemoryUse.h"

#include <fstream>
#include <string>

namespace engine {

/// Not getrusage(): what a program was before it called exec() stays in its ru_maxrss, so that a small child of a large
/// process would report that one's memory.
std::int64_t peakMemoryBytes()
{
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:"))
            return std::stoll(line.substr(6)) * 1024; // Linux counts in KiB
    return 0;
}

} // namespace engine
