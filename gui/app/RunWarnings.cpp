#include "gui/app/RunWarnings.h"

#include <vector>

#include "gui/control/RunViewer.h"
#include "gui/models/RoutingFindings.h"
#include "gui/models/WindowLog.h"

namespace gui {

namespace {

std::vector<WindowLog::Line> warningsOf(const RunHistory& history)
{
    const QString run = QString::fromStdString(history.record.name);
    std::vector<WindowLog::Line> lines;
    for (const storage::LogEntry& entry : history.log)
        if (entry.level != engine::LogLevel::Info)
            lines.push_back({entry.time, entry.level, run, QString::fromStdString(entry.text)});
    if (history.routing.isEmpty())
        return lines;
    const engine::RunConfig* config = history.config ? &*history.config : nullptr;
    const double end = history.record.endedAt > 0 ? history.record.endedAt : history.record.startedAt;
    for (const RoutingFinding& finding : findings(history.routing, history.routing.size() - 1, config))
        lines.push_back(
            {end, engine::LogLevel::Warning, run, QStringLiteral("%1: %2").arg(finding.subject, finding.detail)});
    return lines;
}

bool isToCome(storage::RunState state)
{
    return state == storage::RunState::Queued || state == storage::RunState::Running
        || state == storage::RunState::Paused;
}

} // namespace

RunWarnings::RunWarnings(RunViewer& viewer, WindowLog& log, QObject* parent)
    : QObject(parent)
    , m_viewer(viewer)
    , m_log(log)
{
    connect(&viewer, &RunViewer::shown, this, &RunWarnings::tell);
    for (const RunModel* model : {&viewer.live(), &viewer.saved()}) // once its last words are in the log
        connect(model, &RunModel::stateChanged, this, &RunWarnings::tell, Qt::QueuedConnection);
}

void RunWarnings::tell()
{
    const std::int64_t run = m_viewer.shownRun();
    const RunHistory& history = (run == m_viewer.liveRun() ? m_viewer.live() : m_viewer.saved()).history();
    const bool isOver = run != 0 && history.record.id == run && !isToCome(history.record.state);
    m_log.setOfRun(isOver ? warningsOf(history) : std::vector<WindowLog::Line>());
}

} // namespace gui

#include "moc_RunWarnings.cpp"
