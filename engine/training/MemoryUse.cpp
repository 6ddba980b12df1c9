#include "engine/training/MemoryUse.h"

#include <fstream>
#include <string>

namespace engine {

namespace {

/// The line of a file of /proc that starts with `key`, which counts in KiB; 0 without one.
std::int64_t kibibyteLine(const char* path, const std::string& key)
{
    std::ifstream file(path);
    for (std::string line; std::getline(file, line);)
        if (line.starts_with(key))
            return std::stoll(line.substr(key.size())) * 1024;
    return 0;
}

std::string inGibibytes(std::int64_t bytes)
{
    const std::int64_t tenths = bytes / ((1 << 30) / 10);
    return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10) + " GiB";
}

} // namespace

/// Not getrusage(): what a program was before it called exec() stays in its ru_maxrss, so that a small child of a large
/// process would report that one's memory.
std::int64_t peakMemoryBytes()
{
    return kibibyteLine("/proc/self/status", "VmHWM:");
}

/// "5" asks for the mark alone (proc_pid_clear_refs(5)); the pages stay as they are.
bool restartPeakMemory()
{
    std::ofstream file("/proc/self/clear_refs");
    file << "5" << std::flush;
    return file.good();
}

std::int64_t residentMemoryBytes()
{
    return kibibyteLine("/proc/self/status", "VmRSS:");
}

std::int64_t availableMemoryBytes()
{
    return kibibyteLine("/proc/meminfo", "MemAvailable:");
}

std::optional<std::string> memoryShortage(std::int64_t needed)
{
    const std::int64_t free = availableMemoryBytes();
    if (free == 0 || needed <= free)
        return std::nullopt;
    return "needs about " + inGibibytes(needed) + " of memory, and " + inGibibytes(free) + " are free";
}

} // namespace engine
