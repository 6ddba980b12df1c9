#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <mutex>
#include <set>
#include <thread>
#include <vector>

#include "tests/benchmarks/MemoryTrend.h"

namespace storage {
class RunRepository;
}

namespace bench {

/// Looks every ten seconds, on a thread of its own, at this process's memory and at which runs of a workspace have come
/// to their end.
class StoreWatch {
public:
    explicit StoreWatch(std::filesystem::path workspace);
    ~StoreWatch();

    std::vector<MemorySample> memory() const;
    std::size_t finishedRuns() const;

private:
    void watch();
    void sample(double hours);
    void readFinished(const storage::RunRepository& repository);

    const std::filesystem::path m_workspace;
    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_isEnding = false;            ///< guarded by m_mutex
    std::vector<MemorySample> m_memory; ///< guarded by m_mutex
    std::set<std::int64_t> m_finished;  ///< guarded by m_mutex: a deleted run counts as well
    std::thread m_thread;               ///< last: it uses all of the above
};

} // namespace bench
