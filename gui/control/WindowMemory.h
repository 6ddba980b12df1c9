#pragma once

#include <cstddef>

namespace gui {

/// Lets the program's memory, but for tensors, be jemalloc's as a window needs it: no thread waits for memory that
/// another has, and what was freed is the system's again within seconds. To be called first of all. A sanitizer has
/// memory of its own, in which this does nothing.
void useWindowMemory() noexcept;

/// Bytes of it that somebody holds; 0 with a sanitizer.
std::size_t heldMemory() noexcept;

} // namespace gui
