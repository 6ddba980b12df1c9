#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>

#include <QtCore/QObject>

#include "engine/run/RunControl.h"
#include "engine/run/Wanted.h"
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

    TrainingController(std::filesystem::path workspace, SessionFactory sessions,
                       SpeedMeter meter = engine::measureSpeed, StartCheck check = {}, QObject* parent = nullptr);
    ~TrainingController() override;

    State state() const { return m_state; }
    bool isBusy() const { return m_state != State::Idle; }
    std::int64_t run() const { return m_run; } ///< 0 between runs
    QString runName() const { return m_runName; }
    double runSince() const { return m_runSince; } ///< before the newest run's first event, in seconds since 1970

    /// Takes runs from the queue until it is empty; harmless while it already does.
    void start();
    /// The run in progress goes on to its end, and the rest of the queue then waits for start().
    void holdQueue();
    bool isQueueHeld() const; ///< busy, with no run to follow the present one
    /// Whether the next run is taken after one that failed, or that could not begin.
    void setGoesOnAfterFailure(bool goesOn) { m_goesOnAfterFailure = goesOn; }
    /// Times a few steps of such a run; measured() or measuringFailed() follows. False while anything else is done: the
    /// one thread trains or measures, never both. start() calls a measurement off.
    bool measure(const engine::RunConfig& config);
    bool isMeasuring() const { return m_isMeasuring; }
    void pause();
    void resume();
    void pauseOrResume();
    /// Ends the run after its current step with a resumable checkpoint; the rest of the queue waits for start().
    void stop();
    void interrupt(); ///< as stop(), with the run marked as interrupted

Q_SIGNALS:
    void stateChanged();
    void runStarting(qint64 run, const QString& name, qint64 firstStep);
    void eventsArrived(const gui::EventBatch& batch);
    /// Everything of the run is stored, and its last events have arrived.
    void runEnded(qint64 run);
    /// A run that had its turn can never begin, and has failed; runEnded() follows.
    void runRefused(const QString& name, const QString& reason);
    /// Nothing waits but `left` runs of another worker; not where the rest was held, or the last run stopped.
    void queueWorkedOff(qint64 left);
    void recorderTroubled(const QString& reason); ///< the store cannot be written; empty when it can again
    /// The queue could not be worked on, or its next run cannot begin now; all that wait still do.
    void failed(const QString& reason);
    /// Without measured steps when it was called off.
    void measured(const engine::MeasuredSpeed& speed);
    void measuringFailed(const QString& reason);

private:
    void setState(State state);
    void readBatch(const EventBatch& batch);
    void endRun(engine::RunControl::Stop reason);
    void onTrouble(const QString& reason, bool hasPaused);

    // On the training thread.
    void work();
    bool waitForStart();
    std::optional<engine::RunConfig> takeMeasurement();
    void measureNow(const engine::RunConfig& config);
    void workOffQueue();
    bool execute(const RunOrder& order); ///< false when the run failed
    storage::RunRecorder::Callbacks recorderCallbacks(std::shared_ptr<engine::RunControl> control);
    void announceStart(const RunOrder& order);
    void announceEnd(std::int64_t run);
    bool announceRefusal(const storage::RunRecord& run); ///< false when no run is wanted after it
    std::optional<RunOrder> takeNext(RunScheduler& scheduler);
    bool isWanted() const;

    const std::filesystem::path m_workspace;
    const SessionFactory m_sessions;
    const SpeedMeter m_meter;
    const StartCheck m_check; ///< asked on the training thread before a run begins
    std::atomic<bool> m_goesOnAfterFailure{true};
    bool m_isMeasuring = false;
    TelemetryBridge m_bridge;
    Mailbox m_mailbox;
    State m_state = State::Idle;
    std::int64_t m_run = 0;
    QString m_runName;
    double m_runSince = 0;
    bool m_pausedByTrouble = false;

    mutable std::mutex m_mutex;
    std::condition_variable m_changed;
    std::optional<engine::RunConfig> m_toMeasure;  ///< guarded by m_mutex
    bool m_wanted = false;                         ///< guarded by m_mutex: the queue is to be worked off
    std::uint64_t m_starts = 0;                    ///< guarded by m_mutex: how often start() was called
    bool m_ending = false;                         ///< guarded by m_mutex
    std::shared_ptr<engine::RunControl> m_control; ///< guarded by m_mutex: of the run in progress
    std::thread m_thread;                          ///< last: it uses all of the above
};

} // namespace gui
