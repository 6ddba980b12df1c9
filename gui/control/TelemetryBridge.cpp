#include "gui/control/TelemetryBridge.h"

#include <utility>

#include <QtCore/QThread>
#include <QtCore/QTimer>

namespace gui {

namespace {
constexpr int bridgeInterval = 40;
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
    bool first = false;
    {
        const std::lock_guard lock(m_mutex);
        first = m_pending.empty();
        if (first || m_pending.back().run != m_run)
            m_pending.push_back({m_run, {}});
        m_pending.back().events.push_back(event);
    }
    if (first)
        m_mailbox.post([this] { QTimer::singleShot(bridgeInterval, this, &TelemetryBridge::flush); });
}

void TelemetryBridge::flush()
{
    Q_ASSERT(QThread::currentThread() == thread());
    std::vector<EventBatch> batches;
    {
        const std::lock_guard lock(m_mutex);
        batches.swap(m_pending);
    }
    for (const EventBatch& batch : batches)
        Q_EMIT eventsArrived(batch);
}

} // namespace gui

#include "moc_TelemetryBridge.cpp"
