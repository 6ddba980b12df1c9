#pragma once

#include <chrono>
#include <mutex>
#include <vector>

#include <QtCore/QObject>
#include <QtCore/QTimer>

#include "engine/run/RunObserver.h"
#include "gui/control/Mailbox.h"

namespace gui {

/// Events of one run, in their order.
struct EventBatch
{
    std::int64_t run = 0;
    std::vector<engine::RunEvent> events;
};

/// Carries events from the training thread to the thread it lives on: collected behind a private lock and handed over
/// in one signal per run. What a run does step by step waits for so long that to show it takes half a hundredth of
/// a processor, between 40 ms and two seconds; anything else, and all before it, for 40 ms. Nothing is lost or
/// reordered; without events no timer runs. An event that finds no memory for seconds is passed over: the store has it.
class TelemetryBridge final : public QObject, public engine::RunObserver {
    Q_OBJECT

public:
    explicit TelemetryBridge(QObject* parent = nullptr);

    /// The following events belong to `run`. On the training thread.
    void begin(std::int64_t run);
    void handle(const engine::RunEvent& event) noexcept override;

    /// Hands over what has been collected now. On this object's thread.
    void flush();

Q_SIGNALS:
    void eventsArrived(const gui::EventBatch& batch);

private:
    enum class Due { Never, Later, Soon };
    static Due dueOf(const engine::RunEvent& event);
    void add(const engine::RunEvent& event);
    void announce(Due due);
    /// Unless the training thread is adding an event: the window does not wait for it.
    void takeTurn();
    void handOver(std::unique_lock<std::mutex> lock);

    Mailbox m_mailbox;
    QTimer m_timer;
    std::chrono::nanoseconds m_used{0}; ///< of a processor, by this thread up to the last flush
    std::chrono::nanoseconds m_cost{0}; ///< the same from the flush before it to the last
    std::mutex m_mutex;
    std::vector<EventBatch> m_pending; ///< guarded by m_mutex
    std::int64_t m_run = 0;            ///< guarded by m_mutex
    Due m_due = Due::Never;            ///< guarded by m_mutex: when a flush is to come
};

} // namespace gui
