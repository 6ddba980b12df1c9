#include "tests/monkey/Keeper.h"

#include <string>
#include <vector>

#include <QAbstractItemModel>
#include <QAbstractItemView>
#include <QAction>

#include "gui/app/MainWindow.h"
#include "tests/support/TinyRun.h"

namespace monkey {

namespace {

constexpr int lookEveryMilliseconds = 2000;
constexpr int longMilliseconds = 60000; ///< for one of these runs
constexpr int runsAtOnce = 6;
constexpr int leastWaiting = 2;
constexpr int pausedLooks = 5;

engine::RunConfig shortRun(const std::filesystem::path& folder)
{
    engine::RunConfig config = support::writtenTinyRun(folder);
    config.training.routingEvery = 5;
    config.training.evaluateEvery = 20;
    config.training.checkpointEvery = 20;
    config.runtime.threads = 1;
    return config;
}

} // namespace

Keeper::Keeper(gui::MainWindow& window, const std::filesystem::path& folder, int length)
    : m_window(window)
    , m_run(shortRun(folder))
    , m_length(length)
{
    connect(&m_timer, &QTimer::timeout, this, [this] { look(); });
}

void Keeper::start()
{
    m_sinceChange.start();
    m_timer.start(lookEveryMilliseconds);
    addRuns();
}

void Keeper::look()
{
    const auto* queue = m_window.findChild<QAbstractItemView*>(QStringLiteral("queueTable"));
    const int waiting = queue->model()->rowCount();
    if (waiting != m_waiting) {
        m_waiting = waiting;
        m_sinceChange.start();
    } else if (m_sinceChange.hasExpired(longMilliseconds)) {
        m_sinceChange.start();
        trigger("stop");
    }
    const auto* pause = m_window.findChild<QAction*>(QStringLiteral("pause"));
    m_paused = pause->text().contains(QLatin1String("Go on")) ? m_paused + 1 : 0;
    if (m_paused >= pausedLooks)
        trigger("pause");
    if (waiting < leastWaiting)
        addRuns();
    else
        trigger("startQueue");
}

void Keeper::addRuns()
{
    std::vector<engine::RunConfig> runs;
    for (int run = 0; run < runsAtOnce; ++run)
        runs.push_back(nextRun());
    m_window.open(runs, true);
}

engine::RunConfig Keeper::nextRun()
{
    engine::RunConfig run = m_run;
    const int number = m_added++;
    const bool isRouted = number % 2 == 0;
    if (!isRouted)
        run.routing = engine::NoRoutingConfig{};
    run.group = isRouted ? "molex" : "lora";
    run.name = "short-" + std::to_string(number);
    run.runtime.seed = number / 2;
    run.training.steps = m_length * (40 + 20 * (number % 3));
    return run;
}

void Keeper::trigger(const char* action) const
{
    if (auto* found = m_window.findChild<QAction*>(QString::fromLatin1(action)); found->isEnabled())
        found->trigger();
}

} // namespace monkey
