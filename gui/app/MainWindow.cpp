#include "gui/app/MainWindow.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QPointer>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTabWidget>
#include <QToolBar>
#include <QVBoxLayout>

#include "gui/app/ActionStates.h"
#include "gui/app/AppSettings.h"
#include "gui/app/ButtonActions.h"
#include "gui/app/CheckpointExport.h"
#include "gui/app/CheckpointFolders.h"
#include "gui/app/CloseGuard.h"
#include "gui/app/CompareDesk.h"
#include "gui/app/DeviceChooser.h"
#include "gui/app/EmptyState.h"
#include "gui/app/FirstStart.h"
#include "gui/app/InterruptedOffer.h"
#include "gui/app/MainActions.h"
#include "gui/app/MainDocks.h"
#include "gui/app/MessageArea.h"
#include "gui/app/PictureActions.h"
#include "gui/app/QueueCommands.h"
#include "gui/app/ReadOnlySign.h"
#include "gui/app/RecentFiles.h"
#include "gui/app/RivalDesk.h"
#include "gui/app/RunCommands.h"
#include "gui/app/RunEditing.h"
#include "gui/app/RunEdits.h"
#include "gui/app/RunExchange.h"
#include "gui/app/RunNarrator.h"
#include "gui/app/RunWarnings.h"
#include "gui/app/RunWiring.h"
#include "gui/app/SamplesDesk.h"
#include "gui/app/StatusLine.h"
#include "gui/app/Theme.h"
#include "gui/app/WindowDrops.h"
#include "gui/app/WindowHabits.h"
#include "gui/app/WorkspaceDesk.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "gui/control/Worker.h"
#include "gui/models/WindowLog.h"
#include "gui/pages/ComparePage.h"
#include "gui/pages/EmptyPage.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/QueuePanel.h"
#include "gui/pages/RunHeader.h"
#include "gui/pages/RunPage.h"
#include "gui/pages/RunsPanel.h"

namespace gui {

namespace {
enum Tab { Launch, Run }; // and Compare, which CompareDesk knows
} // namespace

MainWindow::MainWindow(const Tools& tools)
    : m_tools(tools)
    , m_worker(std::make_unique<Worker>())
    , m_store(std::make_unique<StoreAccess>(tools.workspace, tools.isReadOnly ? StoreAccess::Access::ReadOnly
                                                                      : StoreAccess::Access::ReadWrite))
    , m_controller(std::make_unique<TrainingController>(tools.workspace, tools.sessions, tools.meter,
                                                        roomCheck({tools.estimate, tools.machine, tools.workspace})))
    , m_lists(std::make_unique<RunLists>(*m_store, *m_controller, tools.theme))
    , m_viewer(std::make_unique<RunViewer>(*m_store, *m_controller))
    , m_log(std::make_unique<WindowLog>(tools.theme))
    , m_messages(new MessageArea(tools.theme, this))
    , m_edits(new RunEdits({*m_store, *m_lists, *m_viewer, *m_messages}, this))
    , m_actions(new MainActions(tools.theme, m_edits->stack(), *this))
    , m_commands(new RunCommands({*m_store, *m_controller, *m_lists, *m_viewer, *m_messages}, this))
    , m_queueCommands(new QueueCommands({*m_store, *m_lists, *m_messages, m_edits->stack()}, this))
    , m_export(new CheckpointExport({*m_store, tools.dialogs}, this))
    , m_narrator(new RunNarrator({*m_controller, *m_log, *m_messages}, this))
    , m_closeGuard(new CloseGuard(*m_controller, *m_messages, this))
{
    const QString name = QString::fromStdString(tools.workspace.filename().string());
    setWindowTitle(tools.isReadOnly ? tr("%1 (only to read)").arg(name) : name);
    makePages();
    m_docks = new MainDocks({tools.theme, tools.settings, tools.workspace, *m_lists, *m_log, *m_actions}, *this);
    makeToolBar();
    connectFileActions();
    connectRunActions();
    connectTraining();
    connectPages();
    new RunWiring({*m_controller, *m_lists, *m_viewer, *m_commands, *m_edits, *m_queueCommands, *m_narrator,
                   tools.settings, *m_actions, m_docks->queue(), m_docks->runs(), *m_launch, *m_runPage, *m_export},
                  this);
    connectHabits();
    auto* exchange = new RunExchange(
        {*m_lists, m_docks->runs(), *m_actions, *m_narrator, tools.dialogs, tools.workspace}, this);
    new InterruptedOffer({*m_store, *m_controller, *m_lists, *m_messages, tools.settings}, this);
    new RecentFiles({*m_actions->recentFiles(), *m_launch, tools.settings, *m_actions->openConfiguration}, this);
    new WindowDrops({*exchange, *m_launch, *m_habits, *m_actions->importRun}, this);
    if (tools.isReadOnly)
        onlyRead();
    m_states->update();
    m_lists->refresh();
    const auto* first = new FirstStart(
        {*m_empty, *m_worker, {tools.estimate, tools.machine, tools.workspace}, tools.examineMachine}, m_empty);
    connect(first, &FirstStart::trialWanted, this,
            [this](const std::vector<engine::RunConfig>& runs) { open(runs, true); });
}

MainWindow::~MainWindow()
{
    // Pages and panels look at what the members below own, so they go first.
    delete takeCentralWidget();
    qDeleteAll(findChildren<QDockWidget*>(Qt::FindDirectChildrenOnly));
}

void MainWindow::makePages()
{
    m_empty = new EmptyPage(m_tools.theme, {{m_actions->importRun, m_actions->openWorkspace, m_actions->openConfiguration},
                                            {m_actions->routingGuide, m_actions->comparisonGuide,
                                             m_actions->commandPalette, m_actions->editShortcuts}});
    m_launch = new LaunchPage({{m_tools.theme, m_tools.dialogs}, *m_worker, m_tools.settings, m_tools.estimate,
                               m_tools.workspace, m_tools.machine});
    m_launchStack = new QStackedWidget;
    m_launchStack->addWidget(m_launch);
    m_launchStack->addWidget(m_empty);
    m_runPage = new RunPage(m_tools.theme, m_tools.dialogs);
    m_runPage->remember(m_tools.settings);
    new SamplesDesk(*m_store, m_runPage->samples(), m_runPage->routes(), m_runPage);
    new CheckpointFolders(*m_store, m_runPage->checkpoints(), m_runPage);
    new RivalDesk(*m_store, m_runPage->heatmap().rivals(), m_runPage);
    m_tabs = new QTabWidget;
    m_tabs->setObjectName(QStringLiteral("tabs"));
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_launchStack, tr("Launch"));
    m_tabs->addTab(m_runPage, tr("Run"));
    m_tabs->setTabEnabled(Run, false);
    auto* compare = new ComparePage(m_tools.theme, m_tools.dialogs);
    m_tabs->addTab(compare, tr("Compare"));
    new CompareDesk({*m_store, m_lists->runs(), *compare, *m_tabs, *m_actions, *m_narrator, m_tools.dialogs,
                     m_tools.settings, m_tools.workspace, [this](qint64 run) { openRun(run); }, m_tools.compare},
                    compare);
    const auto* pictures = new PictureActions(m_actions->pages.pictureExports, *m_tabs, this);
    connect(pictures, &PictureActions::told, m_narrator, &RunNarrator::told);
    pressByActions(m_actions->pages.ofButtons(), *m_tabs);
    auto* status = new StatusLine({*statusBar(), *m_tabs, *m_launch, *compare}, this);
    connect(m_narrator, &RunNarrator::told, status, &StatusLine::tell);
    connect(m_commands, &RunCommands::told, status, &StatusLine::tell);
    auto* center = new QWidget;
    auto* column = new QVBoxLayout(center);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_messages);
    column->addWidget(m_tabs, 1);
    setCentralWidget(center);
    chooseLaunchPage();
}

void MainWindow::makeToolBar()
{
    m_device = new DeviceChooser(m_tools.theme, m_launch->form(), m_actions->toolBar());
    m_actions->toolBar()->addWidget(m_device);
}

void MainWindow::connectFileActions()
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    const auto toLaunch = [this](bool isWelcome) {
        m_wantsWelcome = isWelcome;
        showTab(Launch);
    };
    on(m_actions->newRun, [toLaunch] { toLaunch(false); });
    on(m_actions->openConfiguration, [this] { m_launch->askOpen(); });
    on(m_actions->saveConfiguration, [this] { m_launch->askSave(); });
    on(m_actions->quit, [this] { close(); });
    on(m_actions->showLaunch, [this] { showTab(Launch); });
    on(m_actions->showRun, [this] { showTab(Run); });
    on(m_actions->filterRuns, [this] { m_docks->runs().focusFilter(); });
    on(m_actions->welcome, [toLaunch] { toLaunch(true); });
}

void MainWindow::connectHabits()
{
    m_habits = new WindowHabits({*this, *m_actions, m_tools.settings, m_tools.theme, m_tools.dialogs, *m_messages,
                                 *m_store, m_tools.whyReadOnly, m_tools.startProgram}, this);
    const auto* desk = new WorkspaceDesk({*this, *m_actions, m_tools.settings, m_tools.dialogs, *m_messages, *m_store,
                                          *m_controller, *m_lists, *m_viewer, *m_edits}, this);
    const auto report = [this](const QString& text) { m_narrator->report(QStringLiteral("window"), text); };
    connect(m_habits, &WindowHabits::told, m_narrator, &RunNarrator::told);
    connect(m_habits, &WindowHabits::failed, this, report);
    connect(desk, &WorkspaceDesk::told, m_narrator, &RunNarrator::told);
    connect(desk, &WorkspaceDesk::noted, m_narrator, &RunNarrator::log);
    connect(desk, &WorkspaceDesk::failed, this, report);
}

void MainWindow::connectRunActions()
{
    const auto on = [this](QAction* action, auto slot) { connect(action, &QAction::triggered, this, slot); };
    on(m_actions->addToQueue, [this] { m_launch->addToQueue(); });
    on(m_actions->start, [this] { m_launch->start(); });
    on(m_actions->startQueue, &MainWindow::startQueue);
    on(m_actions->holdQueue, [this] { m_controller->holdQueue(); });
    on(m_actions->pause, [this] { m_controller->pauseOrResume(); });
    on(m_actions->stop, [this] { m_controller->stop(); });
    auto* editing = new RunEditing({m_tools.theme, *m_lists, *m_commands, *m_edits, *m_actions, m_docks->runs()}, this);
    m_states = new ActionStates({*m_store, *m_controller, *m_lists, *m_commands, *editing, *m_actions, m_docks->queue(),
                                 m_docks->runs(), *m_launch, *m_runPage, *m_tabs},
                                this);
}

void MainWindow::connectTraining()
{
    connect(m_controller.get(), &TrainingController::runEnded, this, [this] { QApplication::alert(this); });
    const auto reportStore = [this](const QString& text) { m_narrator->report(QStringLiteral("store"), text); };
    connect(m_store.get(), &StoreAccess::failed, this, reportStore);
    connect(m_viewer.get(), &RunViewer::troubled, this, reportStore);
    connect(m_worker.get(), &Worker::failed, this,
            [this](const QString& text) { m_narrator->report(QStringLiteral("worker"), text); });
    m_tools.dialogs.setProblemReport([narrator = QPointer<RunNarrator>(m_narrator)](const QString& text) {
        if (narrator) // or a file was still written when the window went
            narrator->report(QStringLiteral("file"), text);
    });
    connect(m_narrator, &RunNarrator::deviceKnown, m_device, &DeviceChooser::setRunning);
    connect(m_commands, &RunCommands::startsSoon, this, &MainWindow::openRun);
    connect(m_closeGuard, &CloseGuard::mayClose, this, &QWidget::close);
    connect(m_viewer.get(), &RunViewer::shown, this, &MainWindow::showRun);
    new RunWarnings(*m_viewer, *m_log, this);
    connect(m_runPage, &RunPage::titleChanged, this, [this](const QString& title) { m_tabs->setTabText(Run, title); });
    connect(m_lists.get(), &RunLists::refreshed, this, [this] {
        m_docks->runs().select(m_viewer->shownRun());
        m_viewer->noteState(m_lists->runs().stateOf(m_viewer->shownRun()));
        chooseLaunchPage();
        m_states->update();
    });
}

void MainWindow::onlyRead()
{
    const QString reason = tr("This window only reads the workspace; open it without “read-only” to change something");
    m_docks->queue().setEnabled(false);
    m_docks->queue().setToolTip(reason);
    m_lists->queue().leaveOutTime(); // another program may train what waits, or nobody
    statusBar()->addPermanentWidget(new ReadOnlySign(m_tools.theme, this));
    m_runPage->onlyRead(reason);
    m_device->onlyRead(reason);
    for (EmptyState* state : findChildren<EmptyState*>())
        state->onlyRead();
    m_tabs->setTabEnabled(Launch, false);
    m_tabs->setTabToolTip(Launch, reason);
    for (QAction* action : m_actions->writing()) {
        action->setEnabled(false);
        action->setToolTip(reason);
    }
    showTab(Run);
    connect(
        m_lists.get(), &RunLists::refreshed, this,
        [this] {
            const std::int64_t run = m_lists->runs().liveliestRun();
            if (run != 0 && m_viewer->shownRun() == 0)
                openRun(run);
        },
        Qt::SingleShotConnection);
}

void MainWindow::connectPages()
{
    connect(m_launch, &LaunchPage::startRequested, this,
            [this](const std::vector<engine::RunConfig>& runs) { m_commands->add(runs, true); });
    connect(m_launch, &LaunchPage::queueRequested, this,
            [this](const std::vector<engine::RunConfig>& runs) { m_commands->add(runs, false); });
    connect(m_launch, &LaunchPage::troubled, this,
            [this](const QString& text) { m_narrator->report(QStringLiteral("file"), text); });
    connect(m_launch, &LaunchPage::taken, m_actions->newRun, &QAction::trigger);
    connect(m_empty, &EmptyPage::formRequested, m_actions->newRun, &QAction::trigger);
    connect(m_empty, &EmptyPage::modelFolderRequested, this, [this] {
        m_tools.dialogs.openFolder(this, {tr("Open model folder"), m_tools.settings.folder(), {}},
                                   [this](const QString& path) { m_launch->take({path}); });
    });
    connect(&m_docks->runs(), &RunsPanel::selected, this, [this](qint64 run) {
        if (run != m_viewer->shownRun())
            openRun(run);
    });
    connect(m_tabs, &QTabWidget::currentChanged, this, [this] { m_states->update(); });
}

void MainWindow::open(const std::vector<engine::RunConfig>& configs, bool starts)
{
    m_wantsWelcome = false;
    showTab(Launch);
    m_launch->setConfig(configs.front());
    if (starts)
        m_commands->add(configs, true);
}

void MainWindow::comeForward(const QString& configuration)
{
    setWindowState(windowState() & ~Qt::WindowMinimized);
    raise();
    activateWindow();
    if (configuration.isEmpty())
        return;
    const QString text = tr("Another start of the program asks for %1. Launch shows it, nothing was started.");
    m_messages->tell(QStringLiteral("handed"), {MessageArea::Kind::Note, text.arg(configuration), {}});
    m_launch->take({configuration});
}

void MainWindow::closeSoon()
{
    m_closeGuard->closeSoon();
}

void MainWindow::closeEvent(QCloseEvent* event)
{
    if (!m_closeGuard->ask()) {
        event->ignore();
        return;
    }
    m_edits->purge();
    m_habits->keepLayout();
    QMainWindow::closeEvent(event);
}

void MainWindow::showRun(qint64 run, bool isLive)
{
    m_runPage->setModel(run == 0 ? nullptr : isLive ? &m_viewer->live() : &m_viewer->saved());
    m_tabs->setTabEnabled(Run, true);
    m_docks->runs().select(run);
    m_states->update();
}

void MainWindow::openRun(qint64 run)
{
    m_viewer->show(run);
    showTab(Run);
}

void MainWindow::showTab(int tab)
{
    if (tab == Run)
        m_tabs->setTabEnabled(Run, true);
    m_tabs->setCurrentIndex(tab);
    chooseLaunchPage();
    m_states->update();
}

void MainWindow::chooseLaunchPage()
{
    const bool hasRuns = m_lists->runs().runsThere() > 0;
    m_empty->setHasRuns(hasRuns);
    m_launchStack->setCurrentWidget(m_wantsWelcome.value_or(!hasRuns) ? static_cast<QWidget*>(m_empty) : m_launch);
}

} // namespace gui

#include "moc_MainWindow.cpp"
