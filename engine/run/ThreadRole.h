#pragma once

namespace engine {

/// Marks the calling thread as the window's; from then on worker entry points refuse to run on it.
void markWindowThread() noexcept;

/// Called at the start of everything that may block: engine work and SQL. Throws std::logic_error naming `what` when
/// the calling thread is the window's.
void requireWorkerThread(const char* what);

/// Has the system prefer all other threads of the user where there are fewer cores than work: the calling thread, and
/// those that it starts from now on, are niced by 10. For threads that compute beside a window, which must not wait for
/// them. Does nothing where the system refuses.
void giveWay() noexcept;

} // namespace engine
