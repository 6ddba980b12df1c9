#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>

#include "engine/run/RunEvent.h"

namespace engine {

class DevicePeak;

/// What a run takes of the machine, from this object's making on: the time that it is at work, and the most memory. Of
/// the run's thread alone, and one at a time: the system keeps one mark of a process's memory, and a new one moves it.
class RunWatch final {
public:
    RunWatch();
    ~RunWatch();

    /// From a RunPaused to its RunResumed the run waits, which is no time at work.
    void note(const RunEvent& event);
    double seconds() const;

    /// From now on memory is the GPU's: what LibTorch's tensors take of it, those that are there already among them.
    void watchGpu();

    /// Looks how much memory it is by now.
    void look();

    /// Bytes, at most a second old. Of the processor's memory all that is resident of this process, its libraries and a
    /// window among it; 0 where the system does not tell.
    std::int64_t peakMemory();

private:
    using Clock = std::chrono::steady_clock;

    std::optional<Clock::time_point> m_atWorkSince; ///< absent while it waits
    double m_seconds = 0;                           ///< before that
    bool m_hasMark;                                 ///< the system's mark of the process is the run's own
    std::unique_ptr<DevicePeak> m_gpu;
    std::int64_t m_peak = 0;
    Clock::time_point m_nextLook;
};

} // namespace engine
