#include "gui/control/TelemetryBridge.h"

#include <utility>

#include <QtCore/QThread>
#include <QtCore/QTimer>

#include "engine/run/MemoryPatience.h"

namespace gui {

namespace {
constexpr int bridgeInterval = 40;
constexpr int bridgeAttempts = 50; ///< a tenth of a second each
}

TelemetryBridge::TelemetryBridge(QObject* parent)
    : QObject(parent)
{
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
    const std::lock_guard lock(m_mutex);
    if (!m_isAnnounced)
        m_mailbox.post([this] { QTimer::singleShot(bridgeInterval, this, &TelemetryBridge::flush); });
    m_isAnnounced = true;
    if (m_pending.empty() || m_pending.back().run != m_run)
        m_pending.push_back({m_run, {}});
    m_pending.back().events.push_back(event);
}

void TelemetryBridge::flush()
{
    Q_ASSERT(QThread::currentThread() == thread());
    std::vector<EventBatch> batches;
    {
        const std::lock_guard lock(m_mutex);
        batches.swap(m_pending);
        m_isAnnounced = false;
    }
    for (const EventBatch& batch : batches)
        Q_EMIT eventsArrived(batch);
}

} // namespace gui

#include "moc_TelemetryBridge.cpp"
