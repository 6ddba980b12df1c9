#pragma once

#include <memory>
#include <set>

#include <QObject>
#include <QTimer>

#include "gui/control/JobTracker.h"
#include "gui/models/QueueModel.h"
#include "gui/models/RunTableModel.h"

namespace gui {

class StoreAccess;
class TrainingController;

/// Keeps the tables of runs and queue like the store, which other programs may write to as well.
class RunLists final : public QObject {
    Q_OBJECT

public:
    RunLists(StoreAccess& store, TrainingController& controller, const Theme& theme, QObject* parent = nullptr);
    ~RunLists() override;

    RunTableModel& runs() { return m_runs; }
    QueueModel& queue() { return m_queue; }

    void refresh();
    /// These runs stay out of both tables.
    void setHidden(std::set<std::int64_t> runs);
    /// A speed that was measured; what is waiting is estimated with it until a run of the same kind tells more.
    void noteSpeed(const engine::RunConfig& config, const RunSpeed& speed);
    /// What the run in progress says of itself; absent while it does not.
    void noteSecondsLeft(std::optional<double> seconds);
    /// The speed of the run in progress. What waits is estimated with it as soon as there is one, and whenever the
    /// tables are read again.
    void noteLiveSpeed(const engine::RunConfig& config, const RunSpeed& speed);

Q_SIGNALS:
    /// The tables are as the store was when asked.
    void refreshed();

private:
    struct Summaries;
    struct News;
    /// Refreshes where another program has begun, ended, added or moved a run.
    void lookForOthers();
    void take(News news);
    void showProgress();

    StoreAccess& m_store;
    TrainingController& m_controller;
    RunTableModel m_runs;
    QueueModel m_queue;
    std::shared_ptr<Summaries> m_summaries; ///< read and written on the store's thread alone
    std::uint64_t m_shownRevision = 0;
    std::set<std::int64_t> m_hidden;
    std::set<std::int64_t> m_shownHidden;
    std::vector<std::string> m_stepMetrics; ///< last asked for
    RunSpeeds m_measured;
    RunSpeeds m_live; ///< of the run in progress, or of the last one
    std::optional<double> m_secondsLeft;       ///< of the run in progress, by itself
    std::optional<double> m_secondsLeftByKind; ///< the same by its kind
    JobTracker m_job;
    bool m_isLooking = false; ///< for others, and its result is still to come
    QTimer m_timer;
    QTimer m_othersTimer;
};

} // namespace gui
