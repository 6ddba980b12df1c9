#include "gui/control/TelemetryBridge.h"

#include <algorithm>
#include <ctime>
#include <utility>

#include <QtCore/QThread>

#include "engine/run/MemoryPatience.h"

namespace gui {

namespace {

using std::chrono::nanoseconds;

constexpr std::chrono::milliseconds leastPause(40);
constexpr std::chrono::milliseconds mostPause(2000);
constexpr int costShare = 200;     ///< so many times what it takes to show a batch passes until the next
constexpr int bridgeAttempts = 50; ///< a tenth of a second each

nanoseconds usedByThisThread()
{
    timespec used{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
    return std::chrono::seconds(used.tv_sec) + nanoseconds(used.tv_nsec);
}

} // namespace

TelemetryBridge::TelemetryBridge(QObject* parent)
    : QObject(parent)
    , m_used(usedByThisThread())
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &TelemetryBridge::takeTurn);
}

/// Steps and their routing come many times a second.
TelemetryBridge::Due TelemetryBridge::dueOf(const engine::RunEvent& event)
{
    const bool isOfEachStep =
        std::holds_alternative<engine::StepDone>(event) || std::holds_alternative<engine::RoutingSnapshot>(event);
    return isOfEachStep ? Due::Later : Due::Soon;
}

void TelemetryBridge::begin(std::int64_t run)
{
    const std::lock_guard lock(m_mutex);
    m_run = run;
}

void TelemetryBridge::handle(const engine::RunEvent& event) noexcept
{
    int attempts = 0;
    engine::doOnceThereIsMemory([&] { add(event); }, [&] { return ++attempts < bridgeAttempts; });
}

void TelemetryBridge::add(const engine::RunEvent& event)
{
    engine::RunEvent copy = event; // before others have to wait
    const std::lock_guard lock(m_mutex);
    if (const Due due = dueOf(event); due > m_due) {
        m_mailbox.post([this, due] { announce(due); });
        m_due = due;
    }
    if (m_pending.empty() || m_pending.back().run != m_run)
        m_pending.push_back({m_run, {}});
    m_pending.back().events.push_back(std::move(copy));
}

void TelemetryBridge::announce(Due due)
{
    using std::chrono::milliseconds;
    const auto fair = std::chrono::duration_cast<milliseconds>(m_cost * costShare);
    const milliseconds pause = due == Due::Soon ? leastPause : std::clamp(fair, leastPause, mostPause);
    if (!m_timer.isActive() || m_timer.remainingTimeAsDuration() > pause)
        m_timer.start(pause);
}

void TelemetryBridge::takeTurn()
{
    if (std::unique_lock lock(m_mutex, std::try_to_lock); lock.owns_lock())
        handOver(std::move(lock));
    else // a thread that trains yields its processor to others, also where it holds the lock
        m_timer.start(leastPause);
}

void TelemetryBridge::flush()
{
    handOver(std::unique_lock(m_mutex));
}

void TelemetryBridge::handOver(std::unique_lock<std::mutex> lock)
{
    Q_ASSERT(QThread::currentThread() == thread());
    m_timer.stop();
    std::vector<EventBatch> batches = std::exchange(m_pending, {});
    m_due = Due::Never;
    lock.unlock();
    if (batches.empty())
        return;
    const nanoseconds used = usedByThisThread();
    m_cost = used - m_used;
    m_used = used;
    for (const EventBatch& batch : batches)
        Q_EMIT eventsArrived(batch);
}

} // namespace gui

#include "moc_TelemetryBridge.cpp"
