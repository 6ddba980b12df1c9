#include "gui/app/MainDocks.h"

#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

#include "gui/app/DockButtons.h"
#include "gui/app/MainActions.h"
#include "gui/control/RunLists.h"
#include "gui/control/Worker.h"
#include "gui/pages/LogPanel.h"
#include "gui/pages/QueuePanel.h"
#include "gui/pages/RunsPanel.h"
#include "gui/pages/SystemPanel.h"

namespace gui {

namespace {

constexpr int runsWidth = 272;
constexpr int bottomHeight = 120;
constexpr int leastLogWidth = 400;

QDockWidget* addDock(QMainWindow& window, Qt::DockWidgetArea area, const QString& title, QWidget* content)
{
    auto* dock = new QDockWidget(title, &window);
    dock->setObjectName(content->objectName() + QStringLiteral("Dock"));
    dock->toggleViewAction()->setObjectName(content->objectName() + QStringLiteral("Toggle"));
    dock->setWidget(content);
    window.addDockWidget(area, dock);
    return dock;
}

/// Drawn behind the title, which is also the name of the entry in the menu.
void setNote(QDockWidget& dock, const QString& note)
{
    dock.setProperty("note", note);
    dock.setAccessibleDescription(note);
    dock.update();
}

} // namespace

MainDocks::MainDocks(const Parts& parts, QMainWindow& window)
    : QObject(&window)
    , m_reader(std::make_unique<Worker>())
    , m_runs(new RunsPanel(parts.lists.runs(), parts.theme, parts.settings))
    , m_queue(new QueuePanel(parts.lists.queue(), parts.theme))
    , m_system(new SystemPanel({std::make_shared<SystemProbe>(parts.workspace), std::make_shared<GpuProbe>()},
                               *m_reader, parts.theme))
{
    m_runs->setObjectName(QStringLiteral("runs"));
    m_queue->setObjectName(QStringLiteral("queue"));
    m_system->setObjectName(QStringLiteral("system"));
    place(parts, window);
    m_runs->setMenu(parts.actions.runMenu());
}

MainDocks::~MainDocks() = default;

void MainDocks::place(const Parts& parts, QMainWindow& window)
{
    window.setCorner(Qt::BottomLeftCorner, Qt::BottomDockWidgetArea);
    window.setCorner(Qt::BottomRightCorner, Qt::BottomDockWidgetArea);
    QDockWidget* runs = addDock(window, Qt::LeftDockWidgetArea, tr("Runs"), m_runs);
    QDockWidget* queue = addDock(window, Qt::BottomDockWidgetArea, tr("Queue"), m_queue);
    QDockWidget* system = addDock(window, Qt::BottomDockWidgetArea, tr("System"), m_system);
    auto* lines = new LogPanel(parts.log, parts.theme);
    lines->setObjectName(QStringLiteral("log"));
    QDockWidget* log = addDock(window, Qt::BottomDockWidgetArea, tr("Log"), lines);
    log->hide();
    setNote(*queue, m_queue->summary());
    connect(m_queue, &QueuePanel::summaryChanged, queue, [queue](const QString& summary) { setNote(*queue, summary); });
    setNote(*system, tr("last 60 s"));
    connect(log->toggleViewAction(), &QAction::triggered, this, [&window, queue, system, log](bool isShown) {
        if (isShown && log->width() < leastLogWidth)
            window.resizeDocks({queue, system, log}, {4, 3, 5}, Qt::Horizontal);
    });
    window.resizeDocks({runs}, {runsWidth}, Qt::Horizontal);
    window.resizeDocks({queue, system}, {800, 480}, Qt::Horizontal);
    window.resizeDocks({queue, system}, {bottomHeight, bottomHeight}, Qt::Vertical);
    parts.actions.place(
        {runs->toggleViewAction(), queue->toggleViewAction(), system->toggleViewAction(), log->toggleViewAction()});
    auto* buttons = new DockButtons(parts.theme, window);
    buttons->addQueue(queue->toggleViewAction(), *m_queue);
    buttons->addSystem(system->toggleViewAction(), *m_system);
    buttons->addLog(log->toggleViewAction(), parts.log);
}

} // namespace gui

#include "moc_MainDocks.cpp"
