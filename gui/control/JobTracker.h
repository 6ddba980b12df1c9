#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

namespace gui {

/// One numbered job; not current any more once a newer one of its tracker has begun. Any thread may ask.
class Job {
public:
    /// A job that stays current.
    Job() = default;
    Job(std::shared_ptr<const std::atomic<std::uint64_t>> newest, std::uint64_t number)
        : m_newest(std::move(newest))
        , m_number(number)
    {
    }
    bool isCurrent() const { return m_newest == nullptr || m_newest->load() == m_number; }

private:
    std::shared_ptr<const std::atomic<std::uint64_t>> m_newest;
    std::uint64_t m_number = 0;
};

/// Numbers the jobs of one purpose, so that late results are dropped.
class JobTracker {
public:
    Job start() { return {m_newest, ++*m_newest}; }
    void cancel() { ++*m_newest; }

private:
    std::shared_ptr<std::atomic<std::uint64_t>> m_newest = std::make_shared<std::atomic<std::uint64_t>>(0);
};

} // namespace gui
