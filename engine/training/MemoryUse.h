#pragma once

#include <cstdint>

namespace engine {

/// Largest resident memory of this process so far, in bytes; 0 where the system does not tell.
std::int64_t peakMemoryBytes();

/// Memory that processes can still take without swapping, in bytes; 0 where the system does not tell.
std::int64_t availableMemoryBytes();

} // namespace engine
