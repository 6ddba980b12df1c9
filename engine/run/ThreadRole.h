#pragma once

namespace engine {

/// Marks the calling thread as the window's; from then on worker entry points refuse to run on it.
void markWindowThread() noexcept;

/// Called at the start of everything that may block: engine work and SQL. Throws std::logic_error naming `what` when
/// the calling thread is the window's.
void requireWorkerThread(const char* what);

} // namespace engine
