#pragma once

#include <mutex>
#include <vector>

#include <QtCore/QObject>

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
/// in one signal per run, at most every 40 ms. Nothing is lost or reordered; without events no timer runs. An event
/// that finds no memory for seconds is passed over: the store has it.
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
    void add(const engine::RunEvent& event);

    Mailbox m_mailbox;
    std::mutex m_mutex;
    std::vector<EventBatch> m_pending; ///< guarded by m_mutex
    std::int64_t m_run = 0;            ///< guarded by m_mutex
    bool m_isAnnounced = false;        ///< guarded by m_mutex: a flush is to come
};

} // namespace gui
