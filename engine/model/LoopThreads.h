#pragma once

namespace engine {

/// For a thread that computes now and then: the threads that it shares loops with, libgomp's, end with this object, not
/// with the calling thread. As soon as a program has more of them than processors, resting ones included, libgomp lets
/// all threads sleep where they wait for each other within a loop, and each of a training run's thousands of loops a
/// second has to wake one.
class LoopThreads final {
public:
    LoopThreads() = default;
    LoopThreads(const LoopThreads&) = delete;
    LoopThreads& operator=(const LoopThreads&) = delete;
    ~LoopThreads(); // NOLINT(performance-trivially-destructible): with OpenMP it is not
};

} // namespace engine
