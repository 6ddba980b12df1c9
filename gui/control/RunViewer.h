#pragma once

#include <optional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "gui/control/CurveSmoother.h"
#include "gui/control/JobTracker.h"
#include "gui/control/TelemetryBridge.h"
#include "gui/models/RunModel.h"

namespace gui {

class StoreAccess;
class TrainingController;
struct RunNews;

/// Keeps two runs ready for pages: the one in progress (or the last that was), which follows its events, and a saved
/// one, read from the store. Both are read and smoothed off the window's thread.
class RunViewer final : public QObject {
    Q_OBJECT

public:
    RunViewer(StoreAccess& store, TrainingController& controller, QObject* parent = nullptr);

    RunModel& live() { return m_live; }
    RunModel& saved() { return m_saved; }
    std::int64_t liveRun() const { return m_liveRun; }

    /// Shows a run; shown() tells when it is ready.
    void show(std::int64_t run);
    std::int64_t shownRun() const { return m_shownRun; }
    /// Weight of the past in the curves of the run that is shown, a moment later, and of those that will be.
    void setSmoothing(double weight);
    /// The store's word on a run's name and state has changed.
    void update(std::int64_t run, const storage::RunRecord& record);
    /// The store's word on the state of the shown run: one that was over and goes on in another program is read on.
    void noteState(std::optional<storage::RunState> state);
    /// The run is not to be seen any more.
    void forget(std::int64_t run);
    /// The store knows better than what events have told of the run.
    void readAnew(std::int64_t run);

Q_SIGNALS:
    /// The shown run is in live() or in saved(). 0: the one that was shown is forgotten, and none is.
    void shown(qint64 run, bool isLive);
    /// A sentence: the store could not be read. What is followed is asked for again; said once until that works.
    void troubled(const QString& reason);

private:
    void leaveLive(std::int64_t run);
    void smoothShown();
    void followNewRun(qint64 run);
    void readLive();
    void takeLive(RunHistory history);
    void apply(const EventBatch& batch);
    void readSaved(std::int64_t run);
    void takeSaved(RunHistory history);
    /// Reads on in a shown run that another program trains.
    void followSaved();
    void readOn();
    void take(const RunNews& news);
    /// Empty where the store could be read.
    void noteTrouble(const QString& problem);

    StoreAccess& m_store;
    TrainingController& m_controller;
    RunModel m_live;
    RunModel m_saved;
    std::int64_t m_liveRun = 0;
    std::int64_t m_shownRun = 0;
    bool m_isLiveReady = false;
    double m_smoothing = 0;
    double m_liveSince = 0;
    std::vector<engine::RunEvent> m_early; ///< of the live run, before its history was read
    JobTracker m_liveJob;
    JobTracker m_savedJob;
    QTimer m_timer;     ///< until the saved run is read on
    QTimer m_liveTimer; ///< until the live one is asked for again
    QString m_problem;  ///< that was told last, while it lasts
    CurveSmoother m_smoother;
};

} // namespace gui
