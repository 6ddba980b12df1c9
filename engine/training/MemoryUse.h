#pragma once

#include <cstdint>
#include <optional>
#include <string>

namespace engine {

/// Largest resident memory of this process so far, in bytes; 0 where the system does not tell.
std::int64_t peakMemoryBytes();

/// From now on peakMemoryBytes() is of what comes after; false where the system does not allow it.
bool restartPeakMemory();

/// Resident memory of this process at this moment, in bytes; 0 where the system does not tell.
std::int64_t residentMemoryBytes();

/// Memory that processes can still take without swapping, in bytes; 0 where the system does not tell.
std::int64_t availableMemoryBytes();

/// "needs about … of memory, and … are free" where `needed` bytes are more than the free ones; absent where they are
/// not, or the system does not tell.
std::optional<std::string> memoryShortage(std::int64_t needed);

} // namespace engine
