#include "gui/control/RunLists.h"

#include <algorithm>
#include <utility>

#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "storage/runs/RunOverview.h"

namespace gui {

namespace {
constexpr int listsInterval = 5000;  // for what other programs write of their runs
constexpr int othersInterval = 1000; // for whether they have begun or ended one

/// Said to run, but not here.
bool mayBeGone(const storage::RunTable& runs, std::int64_t mine)
{
    for (std::size_t row = 0; row < runs.runCount(); ++row)
        if (const std::string& state = runs.textOf(row, "state"); state == "running" || state == "paused")
            if (runs.run(row) != mine)
                return true;
    return false;
}

std::optional<double> secondsLeftOf(const std::optional<storage::RunRecord>& run, const RunSpeeds& speeds)
{
    if (!run)
        return std::nullopt;
    std::vector<RunRow> rows = makeRunRows({*run});
    estimateTimes(rows, speeds);
    return rows.front().secondsLeft;
}

storage::RunTable without(storage::RunTable table, const std::set<std::int64_t>& hidden)
{
    std::vector<std::int64_t> kept;
    for (const std::int64_t run : table.runs())
        if (!hidden.contains(run))
            kept.push_back(run);
    if (kept.size() < table.runCount())
        table.keepOnly(kept);
    return table;
}

} // namespace

struct RunLists::Summaries
{
    storage::RunOverview runs;
    storage::RunStates states;
    std::uint64_t revision = 1;

    void update(storage::RunRepository& repository, const std::vector<std::string>& stepMetrics)
    {
        if (repository.update(runs, stepMetrics))
            ++revision;
    }
};

struct RunLists::News
{
    std::optional<storage::RunTable> runs; ///< nothing where the window's are as new
    std::uint64_t revision = 0;
    std::set<std::int64_t> hidden;
    std::vector<RunRow> waiting;
    std::optional<double> secondsLeft; ///< of the run in progress
};

RunLists::RunLists(StoreAccess& store, TrainingController& controller, const Theme& theme, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_controller(controller)
    , m_runs(theme)
    , m_queue(theme)
    , m_summaries(std::make_shared<Summaries>())
    , m_timer(this)
    , m_othersTimer(this)
{
    connect(&controller, &TrainingController::runStarting, this, [this] {
        m_secondsLeft.reset();
        m_secondsLeftByKind.reset();
        m_live.clear();
        refresh();
    });
    connect(&controller, &TrainingController::runEnded, this, &RunLists::refresh);
    connect(&controller, &TrainingController::eventsArrived, this,
            [this](const EventBatch& batch) { m_runs.apply(batch.run, batch.events); });
    connect(&m_runs, &RunTableModel::arranged, this, [this] {
        if (stepMetricsOf(m_runs.view()) != m_stepMetrics)
            refresh();
    });
    // What the store was asked before a move does not know of it.
    connect(&m_queue, &QueueModel::moved, this, [this] { m_job.cancel(); });
    connect(&m_timer, &QTimer::timeout, this, &RunLists::refresh);
    connect(&m_othersTimer, &QTimer::timeout, this, &RunLists::lookForOthers);
    m_timer.setObjectName(QStringLiteral("listsTimer"));
    m_othersTimer.setObjectName(QStringLiteral("othersTimer"));
    m_timer.start(listsInterval);
    m_othersTimer.start(othersInterval);
}

RunLists::~RunLists() = default;

void RunLists::setHidden(std::set<std::int64_t> runs)
{
    m_hidden = std::move(runs);
    refresh();
}

void RunLists::refresh()
{
    const std::uint64_t known = m_hidden == m_shownHidden ? m_shownRevision : 0;
    m_stepMetrics = stepMetricsOf(m_runs.view());
    m_store.ask(
        this, m_job.start(),
        [mine = m_controller.run(), hidden = m_hidden, writes = m_store.canWrite(), measured = m_measured,
         live = m_live, summaries = m_summaries, stepMetrics = m_stepMetrics,
         known](storage::RunRepository& repository) {
            repository.update(summaries->states); // first: what is written in between is then told by the next look
            summaries->update(repository, stepMetrics);
            if (writes && mayBeGone(summaries->runs.table(), mine) && repository.markInterrupted() > 0)
                summaries->update(repository, stepMetrics);
            News news;
            std::vector<storage::RunRecord> waiting = repository.queue();
            // One that begins will soon say so itself.
            std::erase_if(waiting, [&](const auto& run) { return run.id == mine || hidden.contains(run.id); });
            news.waiting = makeRunRows(std::move(waiting));
            if (!news.waiting.empty()) {
                RunSpeeds speeds = speedsOf(summaries->runs.table());
                addLive(speeds, live);
                addMeasured(speeds, measured);
                estimateTimes(news.waiting, speeds);
                news.secondsLeft = secondsLeftOf(repository.run(mine), speeds);
            }
            news.revision = summaries->revision;
            news.hidden = hidden;
            if (news.revision != known)
                news.runs = without(summaries->runs.table(), hidden);
            return news;
        },
        [this](News news) { take(std::move(news)); });
}

void RunLists::lookForOthers()
{
    if (m_isLooking) // what that look has found no other one finds
        return;
    m_isLooking = true;
    m_store.tryAsk(
        this, {},
        [summaries = m_summaries](storage::RunRepository& repository) { return repository.update(summaries->states); },
        [this](const Attempt<bool>& isOther) { // where the store cannot be read, refresh() says so
            m_isLooking = false;
            if (isOther.result.value_or(false))
                refresh();
        });
}

void RunLists::take(News news)
{
    if (news.runs) {
        m_runs.setTable(std::move(*news.runs));
        m_shownRevision = news.revision;
        m_shownHidden = std::move(news.hidden);
    }
    m_queue.setRows(std::move(news.waiting));
    m_secondsLeftByKind = news.secondsLeft;
    showProgress();
    Q_EMIT refreshed();
}

void RunLists::noteSecondsLeft(std::optional<double> seconds)
{
    m_secondsLeft = seconds;
    showProgress();
}

void RunLists::showProgress()
{
    m_queue.setInProgress(m_controller.run() != 0, m_secondsLeft ? m_secondsLeft : m_secondsLeftByKind);
}

void RunLists::noteLiveSpeed(const engine::RunConfig& config, const RunSpeed& speed)
{
    if (!m_live.empty()) { // whose key takes a while to make
        m_live.begin()->second = speed;
        return;
    }
    m_live[speedKeyOf(config)] = speed;
    refresh();
}

void RunLists::noteSpeed(const engine::RunConfig& config, const RunSpeed& speed)
{
    m_measured[speedKeyOf(config)] = speed;
    refresh();
}

} // namespace gui

#include "moc_RunLists.cpp"
