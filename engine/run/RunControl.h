#pragma once

#include <condition_variable>
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

private:
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_paused = false;
    Stop m_stop = Stop::No;
};

} // namespace engine
