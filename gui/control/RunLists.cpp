#include "gui/control/RunLists.h"

#include <algorithm>
#include <utility>

#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"

namespace gui {

namespace {
constexpr int intervalMilliseconds = 5000; // for what other programs write

/// Said to run, but not here.
bool mayBeGone(const storage::RunRecord& run, std::int64_t mine)
{
    return run.id != mine && (run.state == storage::RunState::Running || run.state == storage::RunState::Paused);
}
}

RunLists::RunLists(StoreAccess& store, TrainingController& controller, const Theme& theme, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_controller(controller)
    , m_runs(theme)
    , m_queue(theme)
{
    connect(&controller, &TrainingController::runStarting, this, &RunLists::refresh);
    connect(&controller, &TrainingController::runEnded, this, &RunLists::refresh);
    connect(&controller, &TrainingController::eventsArrived, this,
            [this](const EventBatch& batch) { m_runs.apply(batch.run, batch.events); });
    // What the store was asked before a move does not know of it.
    connect(&m_queue, &QueueModel::moved, this, [this] { m_job.cancel(); });
    connect(&m_timer, &QTimer::timeout, this, &RunLists::refresh);
    m_timer.start(intervalMilliseconds);
}

void RunLists::setHidden(std::set<std::int64_t> runs)
{
    m_hidden = std::move(runs);
    refresh();
}

void RunLists::refresh()
{
    m_store.ask(
        this, m_job.start(),
        [mine = m_controller.run(), hidden = m_hidden, writes = m_store.canWrite(),
         measured = m_measured](storage::RunRepository& repository) {
            std::vector<storage::RunRecord> runs = repository.runs();
            if (writes && std::any_of(runs.begin(), runs.end(), [&](const auto& run) { return mayBeGone(run, mine); })
                && repository.markInterrupted() > 0)
                runs = repository.runs();
            std::vector<storage::RunRecord> waiting = repository.queue();
            std::erase_if(runs, [&](const auto& run) { return hidden.contains(run.id); });
            // One that begins will soon say so itself.
            std::erase_if(waiting, [&](const auto& run) { return run.id == mine || hidden.contains(run.id); });
            std::pair rows(makeRunRows(std::move(runs)), makeRunRows(std::move(waiting)));
            RunSpeeds speeds = speedsOf(rows.first);
            speeds.insert(measured.begin(), measured.end());
            estimateTimes(rows.second, speeds);
            return rows;
        },
        [this](std::pair<std::vector<RunRow>, std::vector<RunRow>> rows) {
            m_runs.setRows(std::move(rows.first));
            m_queue.setRows(std::move(rows.second));
            Q_EMIT refreshed();
        });
}

void RunLists::noteSpeed(const engine::RunConfig& config, const RunSpeed& speed)
{
    m_measured[speedKeyOf(config)] = speed;
    refresh();
}

} // namespace gui

#include "moc_RunLists.cpp"
