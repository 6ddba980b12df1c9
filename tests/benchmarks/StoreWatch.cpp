#include "tests/benchmarks/StoreWatch.h"

#include <chrono>
#include <optional>
#include <ratio>
#include <utility>

#include <malloc.h>

#include "gui/control/SystemProbe.h"
#include "gui/control/WindowMemory.h"
#include "storage/runs/RunRepository.h"

namespace bench {

namespace {
constexpr std::chrono::seconds every(10);
constexpr double mebibyte = 1 << 20;

/// Tensors are in the C library's memory, and where all else is in jemalloc's nothing else is.
double tensorBytes()
{
#ifdef __GLIBC__
    const auto memory = ::mallinfo2();
    return double(memory.uordblks + memory.hblkhd);
#else
    return 0;
#endif
}

} // namespace

StoreWatch::StoreWatch(std::filesystem::path workspace)
    : m_workspace(std::move(workspace))
    , m_thread([this] { watch(); })
{
}

StoreWatch::~StoreWatch()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_changed.notify_one();
    m_thread.join();
}

std::vector<MemorySample> StoreWatch::memory() const
{
    const std::lock_guard lock(m_mutex);
    return m_memory;
}

std::size_t StoreWatch::finishedRuns() const
{
    const std::lock_guard lock(m_mutex);
    return m_finished.size();
}

void StoreWatch::watch()
{
    using Hours = std::chrono::duration<double, std::ratio<3600>>;
    const auto start = std::chrono::steady_clock::now();
    std::optional<storage::RunRepository> repository;
    for (bool isEnding = false; !isEnding;) {
        {
            std::unique_lock lock(m_mutex);
            isEnding = m_changed.wait_for(lock, every, [this] { return m_isEnding; });
        }
        sample(Hours(std::chrono::steady_clock::now() - start).count());
        try {
            if (!repository)
                repository.emplace(m_workspace, storage::RunRepository::Access::ReadOnly);
            readFinished(*repository);
        } catch (const storage::Error&) {
            repository.reset(); // the window has not made it yet, or has it for itself: at the next look
        }
    }
}

void StoreWatch::sample(double hours)
{
    const auto bytes = static_cast<double>(gui::SystemProbe(m_workspace).read().ownMemory);
    const double window = double(gui::heldMemory()), tensors = tensorBytes();
    const std::lock_guard lock(m_mutex);
    m_memory.push_back({hours, bytes / mebibyte, window / mebibyte, tensors / mebibyte});
}

void StoreWatch::readFinished(const storage::RunRepository& repository)
{
    const std::vector<storage::RunRecord> runs = repository.runs();
    const std::lock_guard lock(m_mutex);
    for (const storage::RunRecord& run : runs)
        if (run.state == storage::RunState::Finished)
            m_finished.insert(run.id);
}

} // namespace bench
