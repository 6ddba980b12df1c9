#pragma once

#include <pthread.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <string>
#include <thread>

namespace bench {

/// Where the calling thread is, from the inside out: functions of libraries by name, the program's own by where they lie
/// in it, for `addr2line -Cfie PROGRAM`.
std::string stackHere();

/// Where a thread was when it was held up: its stack, taken once a beat is late. One at a time; takes SIGUSR2.
class StallStacks {
public:
    /// Of the thread that calls this, which is to beat() more often than every `patience`.
    explicit StallStacks(std::chrono::milliseconds patience);
    ~StallStacks();
    StallStacks(const StallStacks&) = delete;
    StallStacks& operator=(const StallStacks&) = delete;

    /// Returns the stack since the last beat, as stackHere() has it; empty where no beat was late.
    std::string beat();

private:
    using Clock = std::chrono::steady_clock;
    void watch();

    const std::chrono::milliseconds m_patience;
    const pthread_t m_watched;
    std::mutex m_mutex;
    std::condition_variable m_ended;
    Clock::time_point m_last;  ///< by mutex
    bool m_isTaken = false;    ///< by mutex: of this stall
    bool m_isEnding = false;   ///< by mutex
    std::thread m_thread;
};

} // namespace bench
