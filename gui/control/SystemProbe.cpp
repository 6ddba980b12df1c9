#include "gui/control/SystemProbe.h"

#include <fstream>
#include <string>
#include <thread>

namespace fs = std::filesystem;

namespace gui {

namespace {

/// "KEY:   12345 kB" of a file in /proc, in bytes; 0 when it is not there.
std::int64_t kibibytes(const char* file, const std::string& key)
{
    std::ifstream stream(file);
    std::string word;
    std::int64_t value = 0;
    while (stream >> word) {
        if (word == key && stream >> value)
            return value * 1024;
    }
    return 0;
}

} // namespace

SystemProbe::SystemProbe(fs::path folder, fs::path counters)
    : m_folder(std::move(folder))
    , m_counters(std::move(counters))
{
}

SystemReading SystemProbe::read()
{
    SystemReading reading;
    reading.threads = int(std::thread::hardware_concurrency());
    reading.busyShare = busyShare();
    reading.memoryBytes = kibibytes("/proc/meminfo", "MemTotal:");
    reading.memoryUsed = reading.memoryBytes - kibibytes("/proc/meminfo", "MemAvailable:");
    reading.ownMemory = kibibytes("/proc/self/status", "VmRSS:");
    std::error_code error;
    const fs::space_info space = fs::space(m_folder, error);
    if (!error) {
        reading.diskBytes = std::int64_t(space.capacity);
        reading.diskFree = std::int64_t(space.available);
    }
    return reading;
}

std::optional<double> SystemProbe::busyShare()
{
    // cpu user nice system idle iowait irq softirq steal
    std::ifstream stream(m_counters);
    std::string name;
    stream >> name;
    std::int64_t total = 0;
    std::int64_t idle = 0;
    for (int field = 0; field < 8; ++field) {
        std::int64_t ticks = 0;
        if (!(stream >> ticks))
            return std::nullopt;
        total += ticks;
        idle += field == 3 || field == 4 ? ticks : 0;
    }
    const std::int64_t busy = total - idle;
    const std::int64_t passed = total - m_totalBefore;
    const bool isKnown = m_totalBefore > 0 && passed > 0; // two readings within a tick say nothing
    const double share = isKnown ? double(busy - m_busyBefore) / double(passed) : 0;
    m_busyBefore = busy;
    m_totalBefore = total;
    return isKnown ? std::optional(share) : std::nullopt;
}

} // namespace gui
