#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

namespace gui {

/// How busy the machine is; absent where the system does not tell.
struct SystemReading
{
    int threads = 0;                 ///< that the processors offer
    std::optional<double> busyShare; ///< of all processors since the reading before; absent where no time was counted
    std::int64_t memoryBytes = 0;
    std::int64_t memoryUsed = 0;
    std::int64_t ownMemory = 0; ///< of this process
    std::int64_t diskBytes = 0;
    std::int64_t diskFree = 0;
};

/// Reads the machine's counters. Belongs to one thread; the disk's may block.
class SystemProbe {
public:
    /// `folder` names the disk; `counters` is what the kernel says of its processors.
    explicit SystemProbe(std::filesystem::path folder, std::filesystem::path counters = "/proc/stat");

    SystemReading read();

private:
    std::optional<double> busyShare();

    const std::filesystem::path m_folder;
    const std::filesystem::path m_counters;
    std::int64_t m_busyBefore = 0;
    std::int64_t m_totalBefore = 0;
};

} // namespace gui
