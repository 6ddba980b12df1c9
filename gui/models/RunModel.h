#pragma once

#include <QObject>

#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gui/models/CountedUnits.h"
#include "gui/models/RunHistory.h"
#include "gui/models/RunRow.h"

namespace gui {

/// One run as the views see it, live or saved: the same values fill it either way. Signals are coarse: at most one of
/// each per batch of events. Lives on the window's thread and never reads a file.
class RunModel : public QObject {
    Q_OBJECT

public:
    explicit RunModel(QObject* parent = nullptr);

    /// Replaces everything: a saved run, or one that is about to start. Its curves are as smooth as they come.
    void load(RunHistory history);
    void load(const SavedRun& saved) { load(makeHistory(saved, m_history.smoothing)); }
    /// A batch of events in their order. `now`: seconds since 1970, for the log and the time left.
    void apply(const std::vector<engine::RunEvent>& events, double now);
    void apply(const std::vector<engine::RunEvent>& events);
    /// Name, group, state as the store says; keeps what was recorded.
    void setRecord(const storage::RunRecord& record);

    const RunHistory& history() const { return m_history; }
    const storage::RunRecord& record() const { return m_history.record; }
    const RoutingGrid& routing() const { return m_history.routing; }
    const RoutingEvaluations& routingEvaluations() const { return m_history.routingEvaluations; }
    /// Nothing where the key was never measured.
    const MetricSeries* series(const std::string& key) const;
    const MetricSeries* score(const std::string& split, const std::string& metric) const;
    XAxis axis(XAxis::Kind kind) const;

    bool isLive() const;
    std::int64_t step() const { return m_history.record.step; }
    std::int64_t totalSteps() const;
    double epoch() const { return m_history.epoch; }
    double epochs() const; ///< planned; 0 while unknown
    std::optional<double> secondsLeft() const;
    /// Of the newer half of its time, as secondsLeft(). What comes beside its steps is its evaluations', checkpoints
    /// included. Nothing while it is not known.
    std::optional<RunSpeed> speed() const;
    std::optional<double> samplesPerSecond() const;
    std::optional<double> tokensPerSecond() const;
    std::optional<double> peakMemoryBytes() const; ///< so far, while it trains
    bool isMemoryOfGpu() const;                    ///< otherwise of the processor: what its program took
    /// What is routed ("sentences"): who votes together in this run.
    CountedUnits routedUnits() const;
    /// What is counted at evaluations: "dev rows".
    CountedUnits evaluatedUnits() const;

    /// Of curves that are still to come; those that are there stay as they are.
    void setSmoothing(double weight) { m_history.smoothing = weight; }
    /// Worked out elsewhere: of each of these series as it is, or of its first points.
    void setSmoothed(std::map<std::string, SmoothedCurve>&& curves);

Q_SIGNALS:
    void loaded();
    /// What was recorded after a step is forgotten: the run goes on from there.
    void rewound();
    void stateChanged();
    void progressChanged();
    void seriesChanged();
    void evaluated();
    void routingChanged();
    void routingEvaluated();
    void logChanged();
    void checkpointsChanged();

private:
    enum Change : unsigned {
        State = 1, Progress = 2, Series = 4, Scores = 8, Routing = 16, Log = 32, Checkpoints = 64,
        RoutingEvaluation = 128, Rewound = 256
    };
    struct Pace
    {
        double time = 0;
        std::int64_t step = 0;
        double trained = 0; ///< seconds of steps
        std::int64_t evaluations = 0;
    };

    unsigned enter(const engine::RunEvent& event, double now);
    unsigned start(const engine::RunStarted& started, double now);
    unsigned finish(const engine::RunFinished& finished, double now);
    void notePace(double now);
    std::optional<double> recentMean(const std::string& key) const;
    void announce(unsigned changes);

    RunHistory m_history;
    std::optional<double> m_trained; ///< seconds of steps, as the newest step says; absent before the first
    std::int64_t m_evaluations = 0;  ///< seen, of all splits each
    double m_paceStart = 0;
    std::deque<Pace> m_pace; ///< about one a second, without pauses
};

} // namespace gui
