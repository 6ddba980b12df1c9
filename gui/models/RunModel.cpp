#include "gui/models/RunModel.h"

#include <algorithm>
#include <chrono>

namespace gui {

using storage::RunState;

namespace {

template <class... Ts>
struct Overloaded : Ts...
{
    using Ts::operator()...;
};

template <class... Ts>
Overloaded(Ts...) -> Overloaded<Ts...>;

RunState stateOf(engine::RunStatus status)
{
    switch (status) {
    case engine::RunStatus::Finished: return RunState::Finished;
    case engine::RunStatus::Stopped: return RunState::Stopped;
    case engine::RunStatus::Failed: return RunState::Failed;
    case engine::RunStatus::Interrupted: return RunState::Interrupted;
    }
    return RunState::Interrupted;
}

constexpr double shortestPace = 60; // seconds of steps from which the time left is told

} // namespace

RunModel::RunModel(QObject* parent)
    : QObject(parent)
{
}

void RunModel::load(RunHistory history)
{
    m_history = std::move(history);
    m_pace.clear();
    m_trained.reset();
    Q_EMIT loaded();
}

void RunModel::setRecord(const storage::RunRecord& record)
{
    const std::int64_t step = std::max(record.step, m_history.record.step);
    const bool hasNewConfig = record.configJson != m_history.record.configJson;
    m_history.record = record;
    m_history.record.step = step;
    if (hasNewConfig || !m_history.config)
        m_history.setConfig(record.configJson);
    announce(State | Progress);
}

void RunModel::apply(const std::vector<engine::RunEvent>& events)
{
    const auto since = std::chrono::system_clock::now().time_since_epoch();
    apply(events, std::chrono::duration<double>(since).count());
}

void RunModel::apply(const std::vector<engine::RunEvent>& events, double now)
{
    unsigned changes = 0;
    for (const engine::RunEvent& event : events)
        changes |= enter(event, now);
    if (changes & Progress)
        notePace(now);
    announce(changes);
}

unsigned RunModel::enter(const engine::RunEvent& event, double now)
{
    return std::visit(
        Overloaded{
            [&](const engine::RunStarted& started) { return start(started, now); },
            [&](const engine::StepDone& step) -> unsigned {
                m_history.add(step);
                m_trained = step.seconds;
                return Progress | Series;
            },
            [&](const engine::Evaluated& evaluation) -> unsigned {
                m_history.add(evaluation);
                m_evaluations += evaluation.split == m_history.mainSplit() ? 1 : 0;
                return Progress | Scores;
            },
            [&](const engine::RoutingSnapshot& snapshot) -> unsigned {
                return m_history.routing.append(snapshot) ? unsigned(Routing) : 0u;
            },
            [&](const engine::RoutingEvaluated& evaluated) -> unsigned {
                return m_history.routingEvaluations.append(evaluated) ? unsigned(RoutingEvaluation) : 0u;
            },
            [&](const engine::RowsEvaluated&) { return 0u; }, // read from the store when they are looked at
            [&](const engine::LogLine& line) -> unsigned {
                m_history.log.push_back({now, line.level, line.text});
                return Log;
            },
            [&](const engine::CheckpointSaved& checkpoint) -> unsigned {
                m_history.add(checkpoint);
                return Checkpoints;
            },
            [&](const engine::RunPaused& paused) -> unsigned {
                m_history.record.state = RunState::Paused;
                m_history.record.reason = paused.reason;
                m_pace.clear();
                return State;
            },
            [&](const engine::RunResumed&) -> unsigned {
                m_history.record.state = RunState::Running;
                m_history.record.reason.clear();
                m_pace.clear();
                return State;
            },
            [&](const engine::RunFinished& finished) { return finish(finished, now); },
        },
        event);
}

unsigned RunModel::start(const engine::RunStarted& started, double now)
{
    storage::RunRecord& record = m_history.record;
    const bool isRewound = m_history.truncateAfter(started.firstStep);
    record.started = started;
    record.finished.reset();
    record.state = RunState::Running;
    record.reason.clear();
    record.endedAt = 0;
    record.step = started.firstStep;
    if (record.startedAt == 0)
        record.startedAt = now;
    m_pace.clear();
    m_trained.reset(); // it may go on from an earlier step
    return State | Progress | Series | Scores | Routing | RoutingEvaluation | Checkpoints
        | (isRewound ? unsigned(Rewound) : 0u);
}

unsigned RunModel::finish(const engine::RunFinished& finished, double now)
{
    storage::RunRecord& record = m_history.record;
    record.finished = finished;
    record.state = stateOf(finished.status);
    record.reason = finished.reason;
    record.endedAt = std::max(now, record.startedAt); // the clock may have been set back
    if (finished.best)
        record.best = finished.best;
    m_pace.clear();
    return State | Progress;
}

void RunModel::notePace(double now)
{
    if (record().state != RunState::Running || !m_trained)
        return;
    if (!m_pace.empty() && now < m_pace.back().time)
        m_pace.clear(); // the clock was set back
    if (m_pace.empty())
        m_paceStart = now;
    if (m_pace.empty() || now - m_pace.back().time >= 1)
        m_pace.push_back({now, step(), *m_trained, m_evaluations});
    // The newer half of the run's time, but at least a minute, so that evaluations count and old habits do not.
    const double window = std::max(shortestPace, (now - m_paceStart) / 2);
    while (m_pace.size() > 2 && now - m_pace[1].time >= window)
        m_pace.pop_front();
}

void RunModel::announce(unsigned changes)
{
    if (changes & Rewound)
        Q_EMIT rewound();
    if (changes & State)
        Q_EMIT stateChanged();
    if (changes & Progress)
        Q_EMIT progressChanged();
    if (changes & Series)
        Q_EMIT seriesChanged();
    if (changes & Scores)
        Q_EMIT evaluated();
    if (changes & Routing)
        Q_EMIT routingChanged();
    if (changes & RoutingEvaluation)
        Q_EMIT routingEvaluated();
    if (changes & Log)
        Q_EMIT logChanged();
    if (changes & Checkpoints)
        Q_EMIT checkpointsChanged();
}

const MetricSeries* RunModel::series(const std::string& key) const
{
    const auto found = m_history.series.find(key);
    return found == m_history.series.end() || found->second.isEmpty() ? nullptr : &found->second;
}

const MetricSeries* RunModel::score(const std::string& split, const std::string& metric) const
{
    const auto found = m_history.scores.find(split + "/" + metric);
    return found == m_history.scores.end() || found->second.isEmpty() ? nullptr : &found->second;
}

XAxis RunModel::axis(XAxis::Kind kind) const
{
    const auto& started = record().started;
    return {kind, started && started->stepsPerEpoch > 0 ? static_cast<double>(started->stepsPerEpoch) : 1.0};
}

bool RunModel::isLive() const
{
    return record().state == RunState::Running || record().state == RunState::Paused;
}

std::int64_t RunModel::totalSteps() const
{
    return record().started ? record().started->totalSteps : 0;
}

double RunModel::epochs() const
{
    const auto& started = record().started;
    return started && started->stepsPerEpoch > 0 ? double(started->totalSteps) / double(started->stepsPerEpoch) : 0;
}

std::optional<double> RunModel::secondsLeft() const
{
    if (record().state != RunState::Running || m_pace.size() < 2 || totalSteps() <= step())
        return std::nullopt;
    const double time = m_pace.back().time - m_pace.front().time;
    const auto steps = static_cast<double>(m_pace.back().step - m_pace.front().step);
    if (time <= 0 || steps <= 0)
        return std::nullopt;
    return static_cast<double>(totalSteps() - step()) * time / steps;
}

std::optional<RunSpeed> RunModel::speed() const
{
    if (record().state != RunState::Running || !record().started || m_pace.size() < 2)
        return std::nullopt;
    const Pace& first = m_pace.front();
    const Pace& last = m_pace.back();
    const auto steps = static_cast<double>(last.step - first.step);
    const double trained = last.trained - first.trained;
    if (steps <= 0 || trained <= 0)
        return std::nullopt;
    RunSpeed speed{trained / steps, record().started->stepsPerEpoch};
    if (last.evaluations > first.evaluations)
        speed.secondsPerEvaluation = std::max(last.time - first.time - trained, 0.0)
            / static_cast<double>(last.evaluations - first.evaluations);
    return speed;
}

std::optional<double> RunModel::samplesPerSecond() const
{
    if (record().finished && record().finished->samplesPerSecond > 0)
        return record().finished->samplesPerSecond;
    return recentMean("samples_per_second");
}

std::optional<double> RunModel::tokensPerSecond() const
{
    if (record().finished && record().finished->tokensPerSecond > 0)
        return record().finished->tokensPerSecond;
    return recentMean("tokens_per_second");
}

std::optional<double> RunModel::recentMean(const std::string& key) const
{
    const MetricSeries* speed = series(key);
    if (!speed)
        return std::nullopt;
    constexpr std::size_t recent = 20;
    const std::size_t first = speed->size() - std::min(speed->size(), recent);
    double sum = 0;
    for (std::size_t index = first; index < speed->size(); ++index)
        sum += speed->value(index);
    return sum / static_cast<double>(speed->size() - first);
}

std::optional<double> RunModel::peakMemoryBytes() const
{
    if (record().finished && record().finished->peakMemoryBytes > 0)
        return static_cast<double>(record().finished->peakMemoryBytes);
    const MetricSeries* memory = series("peak_memory_bytes");
    return memory ? std::optional(memory->value(memory->size() - 1)) : std::nullopt;
}

/// Earlier versions recorded no such curve, and the program's memory on every device.
bool RunModel::isMemoryOfGpu() const
{
    return record().started && record().started->device.starts_with("cuda") && series("peak_memory_bytes") != nullptr;
}

CountedUnits RunModel::routedUnits() const
{
    const bool isOfExperts = m_history.config && engine::recordsExperts(*m_history.config);
    const engine::GateSettings* gate = m_history.config ? engine::gateSettings(m_history.config->routing) : nullptr;
    if (isOfExperts || (gate && gate->vote == engine::Vote::Token))
        return {tr("token"), tr("tokens")};
    if (!gate)
        return {tr("vote"), tr("votes")};
    return gate->vote == engine::Vote::Batch ? CountedUnits{tr("batch"), tr("batches")}
                                             : CountedUnits{tr("sentence"), tr("sentences")};
}

CountedUnits RunModel::evaluatedUnits() const
{
    const engine::GateSettings* gate = m_history.config ? engine::gateSettings(m_history.config->routing) : nullptr;
    const bool isOfTokens = (gate && gate->vote == engine::Vote::Token) || m_history.routing.countsExperts();
    return isOfTokens ? CountedUnits{tr("dev token"), tr("dev tokens")} : CountedUnits{tr("dev row"), tr("dev rows")};
}

void RunModel::setSmoothed(std::map<std::string, SmoothedCurve>&& curves)
{
    for (auto& [key, curve] : curves)
        m_history.series.at(key).setSmoothed(std::move(curve));
    Q_EMIT seriesChanged();
}

} // namespace gui
