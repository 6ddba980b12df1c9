#pragma once

#include <cstddef>
#include <functional>

namespace engine {

/// work(i) for each i below `count`, on all threads at the same time, each piece on one of them: loops and products in
/// it are not shared out any further. The large pieces come first; the calling thread begins with the very first.
/// Returns when all are done, or throws what the first that failed has thrown. A single piece has all threads.
///
/// Gradient mode, autocast and profiler are the calling thread's. Autocast shares no copies between products meanwhile:
/// each thread would keep copies of its own, beyond the pass.
void oneThreadEach(std::size_t count, const std::function<void(std::size_t)>& work);

} // namespace engine
