#pragma once

#include <cstddef>

namespace gui {

/// A program that is linked with this has its memory, but for tensors, from jemalloc, and with this call as a window
/// needs it: threads seldom wait for each other's, and what was freed is the system's again within seconds, by a thread
/// of the library's. To be called first of all. A sanitizer has memory of its own: there it does nothing.
void useWindowMemory() noexcept;

/// Bytes of it that somebody holds; 0 with a sanitizer.
std::size_t heldMemory() noexcept;

} // namespace gui
