#include "gui/control/RunViewer.h"

#include <utility>

#include "gui/control/RunNews.h"
#include "gui/control/RunReader.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"

namespace gui {

namespace {

constexpr int followMilliseconds = 2000;

bool mayGrow(storage::RunState state)
{
    using enum storage::RunState;
    return state == Queued || state == Running || state == Paused;
}

} // namespace

RunViewer::RunViewer(StoreAccess& store, TrainingController& controller, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_controller(controller)
{
    connect(&controller, &TrainingController::runStarting, this, &RunViewer::followNewRun);
    connect(&controller, &TrainingController::eventsArrived, this, &RunViewer::apply);
    connect(&m_timer, &QTimer::timeout, this, &RunViewer::followSaved);
    connect(&m_liveTimer, &QTimer::timeout, this, &RunViewer::readLive);
    m_timer.setSingleShot(true);
    m_liveTimer.setSingleShot(true);
}

void RunViewer::followNewRun(qint64 run)
{
    const bool wasFollowing = m_shownRun == 0 || m_shownRun == m_liveRun || m_shownRun == run;
    m_liveRun = run;
    m_isLiveReady = false;
    m_early.clear();
    m_liveSince = m_controller.runSince();
    readLive();
    if (wasFollowing)
        show(run);
}

void RunViewer::readLive()
{
    m_liveTimer.stop(); // of a run before
    m_store.tryAsk(
        this, m_liveJob.start(),
        [run = m_liveRun, smoothing = m_smoothing](storage::RunRepository& repository) {
            return readHistory(repository, run, smoothing);
        },
        [this](Attempt<std::optional<RunHistory>> read) {
            noteTrouble(read.problem);
            if (!read.result)
                m_liveTimer.start(followMilliseconds);
            else if (*read.result)
                takeLive(std::move(**read.result));
        });
}

void RunViewer::takeLive(RunHistory history)
{
    // What this start has logged so far comes as events too.
    std::erase_if(history.log, [this](const storage::LogEntry& entry) { return entry.time >= m_liveSince; });
    m_live.load(std::move(history));
    m_isLiveReady = true;
    m_live.apply(m_early);
    m_early.clear();
    if (m_shownRun != m_liveRun)
        return;
    smoothShown();
    Q_EMIT shown(m_shownRun, true);
}

void RunViewer::apply(const EventBatch& batch)
{
    if (batch.run != m_liveRun)
        return;
    if (m_isLiveReady)
        m_live.apply(batch.events);
    else
        m_early.insert(m_early.end(), batch.events.begin(), batch.events.end());
}

void RunViewer::show(std::int64_t run)
{
    m_shownRun = run;
    m_savedJob.cancel();
    m_timer.stop();
    m_problem.clear(); // who looks again is told again
    if (run != m_liveRun) {
        readSaved(run);
    } else if (m_isLiveReady) {
        smoothShown();
        Q_EMIT shown(run, true);
    }
}

void RunViewer::setSmoothing(double weight)
{
    m_smoothing = weight;
    smoothShown();
}

void RunViewer::smoothShown()
{
    if (m_shownRun == 0)
        return;
    if (m_shownRun == m_liveRun && m_isLiveReady)
        m_smoother.smooth(m_live, m_smoothing);
    else if (m_shownRun == m_saved.record().id)
        m_smoother.smooth(m_saved, m_smoothing);
}

void RunViewer::readSaved(std::int64_t run)
{
    m_store.tryAsk(
        this, m_savedJob.start(),
        [run, smoothing = m_smoothing](storage::RunRepository& repository) {
            return readHistory(repository, run, smoothing);
        },
        [this, run](Attempt<std::optional<RunHistory>> read) {
            noteTrouble(read.problem);
            if (read.result && *read.result)
                takeSaved(std::move(**read.result));
            else if (!read.result && m_saved.record().id == run)
                m_timer.start(followMilliseconds); // it is followed, and had gone back
        });
}

void RunViewer::takeSaved(RunHistory history)
{
    m_saved.load(std::move(history));
    smoothShown(); // where another weight was chosen while it was read
    Q_EMIT shown(m_saved.record().id, false);
    m_timer.start(followMilliseconds);
}

void RunViewer::followSaved()
{
    if (m_shownRun != 0 && m_shownRun != m_liveRun && mayGrow(m_saved.record().state))
        readOn();
}

void RunViewer::readOn()
{
    m_store.tryAsk(
        this, m_savedJob.start(),
        [run = m_shownRun, mark = markOf(m_saved.history())](storage::RunRepository& repository) {
            return readNews(repository, run, mark);
        },
        [this](const Attempt<std::optional<RunNews>>& read) {
            noteTrouble(read.problem);
            if (!read.result)
                m_timer.start(followMilliseconds);
            else if (*read.result)
                take(**read.result);
        });
}

void RunViewer::take(const RunNews& news)
{
    if (news.isRewound) {
        readSaved(m_shownRun);
        return;
    }
    if (!news.events.empty())
        m_saved.apply(news.events);
    for (const storage::LogEntry& entry : news.log)
        m_saved.apply({engine::LogLine{entry.level, entry.text}}, entry.time);
    m_saved.setRecord(news.record);
    m_timer.start(followMilliseconds);
}

void RunViewer::noteTrouble(const QString& problem)
{
    const QString before = std::exchange(m_problem, problem);
    if (!problem.isEmpty() && problem != before)
        Q_EMIT troubled(problem);
}

void RunViewer::update(std::int64_t run, const storage::RunRecord& record)
{
    if (run == m_liveRun && m_isLiveReady)
        m_live.setRecord(record);
    else if (run == m_shownRun && m_saved.record().id == run)
        m_saved.setRecord(record);
}

void RunViewer::noteState(std::optional<storage::RunState> state)
{
    if (!state || !mayGrow(*state) || m_shownRun == 0 || m_shownRun == m_controller.run())
        return;
    if (m_shownRun != m_liveRun) {
        if (m_saved.record().id == m_shownRun && !mayGrow(m_saved.record().state))
            readOn();
    } else if (m_isLiveReady && !mayGrow(m_live.record().state) && *state != storage::RunState::Queued) {
        readAnew(m_shownRun);
    }
}

void RunViewer::forget(std::int64_t run)
{
    leaveLive(run);
    if (m_shownRun != run)
        return;
    m_shownRun = 0;
    m_savedJob.cancel();
    m_timer.stop();
    Q_EMIT shown(0, false);
}

void RunViewer::readAnew(std::int64_t run)
{
    leaveLive(run);
    if (m_shownRun == run)
        show(run);
}

void RunViewer::leaveLive(std::int64_t run)
{
    if (m_liveRun != run)
        return;
    m_liveRun = 0;
    m_liveJob.cancel();
    m_liveTimer.stop();
}

} // namespace gui

#include "moc_RunViewer.cpp"
