#pragma once

#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <QtCore/QObject>

#include "engine/run/RunControl.h"
#include "gui/control/Mailbox.h"
#include "gui/control/RunScheduler.h"
#include "gui/control/Session.h"
#include "gui/control/TelemetryBridge.h"
#include "storage/runs/RunRecorder.h"

namespace gui {

/// Owns the one training thread, which takes runs from the store's queue until it is empty. Lives on the window's
/// thread, as do its signals; the destructor interrupts the run and waits for its checkpoint.
class TrainingController final : public QObject {
    Q_OBJECT

public:
    enum class State { Idle, Preparing, Running, Pausing, Paused, Stopping };

    TrainingController(std::filesystem::path workspace, SessionFactory sessions, QObject* parent = nullptr);
    ~TrainingController() override;

    State state() const { return m_state; }
    bool isBusy() const { return m_state != State::Idle; }
    std::int64_t run() const { return m_run; } ///< 0 between runs
    QString runName() const { return m_runName; }
    /// Before the newest run's first event, in seconds since 1970.
    double runSince() const { return m_runSince; }

    /// Takes runs from the queue until it is empty; harmless while it already does.
    void start();
    void pause();
    void resume();
    void pauseOrResume();
    /// Ends the run after its current step with a resumable checkpoint; the rest of the queue waits for start().
    void stop();
    /// As stop(), with the run marked as interrupted.
    void interrupt();

Q_SIGNALS:
    void stateChanged();
    void runStarting(qint64 run, const QString& name, qint64 firstStep);
    void eventsArrived(const gui::EventBatch& batch);
    /// Everything of the run is stored, and its last events have arrived.
    void runEnded(qint64 run);
    /// The store cannot be written, in a sentence; empty when it works again.
    void recorderTroubled(const QString& reason);
    /// The queue could not be worked on.
    void failed(const QString& reason);

private:
    void setState(State state);
    void readBatch(const EventBatch& batch);
    void endRun(engine::RunControl::Stop reason);
    void onTrouble(const QString& reason, bool hasPaused);

    // On the training thread.
    void work();
    bool waitForStart();
    void workOffQueue();
    void execute(const RunOrder& order);
    storage::RunRecorder::Callbacks recorderCallbacks(std::shared_ptr<engine::RunControl> control);
    void announceStart(const RunOrder& order);
    void announceEnd(std::int64_t run);
    std::optional<RunOrder> takeNext(RunScheduler& scheduler);
    bool isWanted();

    const std::filesystem::path m_workspace;
    const SessionFactory m_sessions;
    TelemetryBridge m_bridge;
    Mailbox m_mailbox;
    State m_state = State::Idle;
    std::int64_t m_run = 0;
    QString m_runName;
    double m_runSince = 0;
    bool m_pausedByTrouble = false;

    std::mutex m_mutex;
    std::condition_variable m_changed;
    bool m_wanted = false;                         ///< guarded by m_mutex: the queue is to be worked off
    std::uint64_t m_starts = 0;                    ///< guarded by m_mutex: how often start() was called
    bool m_ending = false;                         ///< guarded by m_mutex
    std::shared_ptr<engine::RunControl> m_control; ///< guarded by m_mutex: of the run in progress
    std::thread m_thread;                          ///< last: it uses all of the above
};

} // namespace gui
