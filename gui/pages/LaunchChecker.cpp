#include "gui/pages/LaunchChecker.h"

#include <utility>

#include "gui/control/Worker.h"

namespace gui {

namespace {

constexpr std::chrono::milliseconds settleTime(250);

bool saysTheSame(const LaunchCheck& a, const LaunchCheck& b)
{
    return a.lacksNow == b.lacksNow && a.result.issues == b.result.issues;
}

} // namespace

LaunchChecker::LaunchChecker(Worker& worker, LaunchTools tools, std::chrono::milliseconds lookEvery, QObject* parent)
    : QObject(parent)
    , m_worker(worker)
    , m_tools(std::move(tools))
{
    m_settle.setSingleShot(true);
    m_settle.setInterval(settleTime);
    m_watch.setInterval(lookEvery);
    connect(&m_settle, &QTimer::timeout, this, &LaunchChecker::lookAtFiles);
    connect(&m_watch, &QTimer::timeout, this, &LaunchChecker::lookAtMachine);
}

void LaunchChecker::ask(LaunchPlan plan)
{
    forget();
    m_plan = std::move(plan);
    m_settle.start();
}

void LaunchChecker::forget()
{
    m_isCurrent = false;
    m_plan = {};
    m_job.cancel();
    m_settle.stop();
}

void LaunchChecker::stepBack()
{
    if (m_isCurrent || m_plan.runs.empty())
        return;
    m_job.cancel();
    m_settle.start();
}

void LaunchChecker::setWatching(bool isWatching)
{
    if (!isWatching) {
        m_watch.stop();
        return;
    }
    m_watch.start();
    lookAtMachine();
}

void LaunchChecker::lookAtFiles()
{
    const Job job = m_job.start();
    m_worker.run(
        this, job,
        [tools = m_tools, plan = m_plan, job] { return checkLaunch(tools, plan, [&job] { return job.isCurrent(); }); },
        [this](LaunchCheck found) {
            m_found = std::move(found);
            m_isCurrent = true;
            Q_EMIT checked();
        });
}

void LaunchChecker::lookAtMachine()
{
    if (!m_isCurrent)
        return;
    m_worker.run(
        this, m_job.start(), [tools = m_tools, before = m_found] { return lookAgain(tools, before); },
        [this](LaunchCheck found) {
            if (saysTheSame(found, m_found))
                return;
            m_found = std::move(found);
            Q_EMIT checked();
        });
}

} // namespace gui

#include "moc_LaunchChecker.cpp"
