#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

namespace engine {

/// Requests to a running session, from any thread. A stop is honoured after the current step; nothing is killed.
class RunControl {
public:
    enum class Stop { No, ByUser, Interrupt };

    /// False when it was asked for before.
    bool pause();
    void resume();
    /// Also wakes a paused run. The first reason stays.
    void stop(Stop reason = Stop::ByUser);

    Stop stopRequested() const;
    bool pauseRequested() const;
    /// Blocks the training thread while paused and not stopped.
    void waitWhilePaused();

    /// How often resume() was called.
    std::uint64_t resumes() const;
    /// Blocks the training thread for so long, but not after a stop, nor once resume() was called more than `before`
    /// times: for what is to be tried again later, or at once when somebody says so.
    void waitForResume(std::uint64_t before, std::chrono::milliseconds longest) const;

private:
    mutable std::mutex m_mutex;
    mutable std::condition_variable m_changed;
    std::uint64_t m_resumes = 0;
    bool m_paused = false;
    Stop m_stop = Stop::No;
};

} // namespace engine
