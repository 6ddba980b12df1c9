#include "gui/app/MainActions.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>
#include <QUndoStack>

#include "gui/app/FindActionButton.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int toolBarHeight = 36;

QKeySequence keys(const char* text)
{
    return QKeySequence(QString::fromLatin1(text));
}

void addActionsOf(const QMenu& menu, QList<QAction*>& actions)
{
    for (QAction* action : menu.actions())
        if (const QMenu* inner = action->menu())
            addActionsOf(*inner, actions);
        else if (!action->isSeparator() && !action->objectName().isEmpty())
            actions << action;
}

} // namespace

MainActions::MainActions(Theme& chosen, QUndoStack& edits, QMainWindow& window)
    : QObject(&window)
    , pages(chosen, window)
    , m_theme(chosen)
    , m_window(window)
{
    makeFile(edits);
    makeRun();
    makeQueue();
    makeMarks();
    makeView();
    makeRunPage();
    makeThemes();
}

void MainActions::makeFile(QUndoStack& edits)
{
    newRun = make("newRun", tr("&New run"), QStringLiteral("document-new"), QKeySequence::New);
    openConfiguration = make("openConfiguration", tr("&Open configuration…"), QStringLiteral("document-open"),
                             QKeySequence::Open);
    saveConfiguration = make("saveConfiguration", tr("&Save configuration…"), QStringLiteral("document-save"),
                             QKeySequence::Save);
    openWorkspace = make("openWorkspace", tr("Open &workspace…"), QStringLiteral("folder-open"),
                         keys("Ctrl+Shift+O"));
    openWorkspaceReadOnly = make("openWorkspaceReadOnly", tr("Open workspace &read-only…"), {}, keys("Ctrl+Alt+O"));
    importRun = make("importRun", tr("&Import run…"), QStringLiteral("document-import"), keys("Ctrl+I"));
    exportRun = make("exportRun", tr("&Export run…"), QStringLiteral("document-export"), keys("Ctrl+E"));
    exportRun->setIconText(tr("Export")); // in the tool bar
    backUpWorkspace = make("backUpWorkspace", tr("&Back up workspace…"), {}, keys("Ctrl+Alt+B"));
    backUpDaily = make("backUpDaily", tr("Back up once a &day"), {}, keys("Ctrl+Alt+D"));
    backUpDaily->setCheckable(true);
    restoreWorkspace = make("restoreWorkspace", tr("Res&tore workspace…"), {}, keys("Ctrl+Alt+R"));
    compactWorkspace = make("compactWorkspace", tr("Co&mpact workspace"), {}, keys("Ctrl+Alt+K"));
    quit = make("quit", tr("&Quit"), QStringLiteral("application-exit"), keys("Ctrl+Q"));
    quit->setMenuRole(QAction::QuitRole);
    undo = edits.createUndoAction(this, tr("&Undo"));
    redo = edits.createRedoAction(this, tr("&Redo"));
    finish(undo, "undo", QStringLiteral("edit-undo"), QKeySequence::Undo);
    finish(redo, "redo", QStringLiteral("edit-redo"), keys("Ctrl+Shift+Z"));
}

void MainActions::makeRun()
{
    addToQueue = make("addToQueue", tr("&Add to queue"), QStringLiteral("list-add"), keys("Ctrl+Shift+Return"));
    start = make("start", tr("&Start"), QStringLiteral("media-playback-start"), keys("Ctrl+Return"));
    pause = make("pause", tr("&Pause"), QStringLiteral("media-playback-pause"), keys("F6"));
    stop = make("stop", tr("S&top"), QStringLiteral("media-playback-stop"), keys("F7"));
    startQueue = make("startQueue", tr("Start the &queue"), QStringLiteral("system-run"), keys("F5"));
    holdQueue = make("holdQueue", tr("Pa&use the queue"), QStringLiteral("media-playback-pause"), keys("Shift+F5"));
    rerun = make("rerun", tr("Run this a&gain"), QStringLiteral("view-refresh"), keys("Ctrl+Shift+R"));
    changeRun = make("changeRun", tr("D&uplicate and change"), QStringLiteral("document-edit"), keys("Ctrl+D"));
    trainMore = make("trainMore", tr("Train &more…"), QStringLiteral("list-add"), keys("Ctrl+M"));
    trainMore->setToolTip(tr("Train this run further, as a new run with a record of its own: weights, optimizer and random "
                             "numbers go on exactly, and the learning rate is that of a run of all the steps"));
    resumeRun = make("resumeRun", tr("&Resume this run"), QStringLiteral("media-playback-start"), keys("Ctrl+R"));
    renameRun = make("renameRun", tr("Re&name this run"), QStringLiteral("edit-rename"), keys("F2"));
    deleteRun = make("deleteRun", tr("&Delete this run"), QStringLiteral("edit-delete"), keys("Ctrl+Delete"));
}

void MainActions::explainStart(const QString& whyNot)
{
    start->setToolTip(start->isEnabled() ? QString() : whyNot);
    addToQueue->setToolTip(addToQueue->isEnabled() ? QString() : whyNot);
}

void MainActions::setPaused(bool isPaused)
{
    pause->setText(isPaused ? tr("&Go on") : tr("&Pause"));
    pause->setIcon(
        m_theme.icon(isPaused ? QStringLiteral("media-playback-start") : QStringLiteral("media-playback-pause")));
}

void MainActions::makeQueue()
{
    queueEarlier =
        make("queueEarlier", tr("Run the selected ones &earlier"), QStringLiteral("go-up"), keys("Alt+Shift+Up"));
    queueLater =
        make("queueLater", tr("Run the selected ones &later"), QStringLiteral("go-down"), keys("Alt+Shift+Down"));
    queueRemove = make("queueRemove", tr("&Remove the selected ones from the queue"), QStringLiteral("list-remove"),
                       keys("Alt+Shift+Delete"));
    queueChange = make("queueChange", tr("&Duplicate the selected one and change it"), QStringLiteral("document-edit"),
                       keys("Alt+Shift+C"));
    queueGoesOn =
        make("queueGoesOn", tr("&Go on after a failure"), QStringLiteral("media-skip-forward"), keys("Alt+Shift+G"));
    queueGoesOn->setCheckable(true);
}

void MainActions::makeMarks()
{
    editMarks = make("editMarks", tr("Ta&gs, note and colour…"), QStringLiteral("document-edit"), keys("Ctrl+T"));
    pinRun = make("pinRun", tr("P&in to the top"), QStringLiteral("window-pin"), keys("Ctrl+Alt+P"));
    archiveRun = make("archiveRun", tr("Archi&ve"), {}, keys("Ctrl+Alt+A"));
    baselineRun = make("baselineRun", tr("&Baseline"), QStringLiteral("flag"), keys("Ctrl+B"));
    checkRun = make("checkRun", tr("C&heck for comparison"), {}, keys("Ctrl+Space"));
    compareChecked =
        make("compareChecked", tr("&Compare checked"), QStringLiteral("view-split-left-right"), keys("Ctrl+Shift+C"));
    for (QAction* action : {pinRun, archiveRun, baselineRun})
        action->setCheckable(true);
}

void MainActions::makeView()
{
    showLaunch = make("showLaunch", tr("&Launch"), {}, keys("Ctrl+1"));
    showRun = make("showRun", tr("&Run"), {}, keys("Ctrl+2"));
    showCompare = make("showCompare", tr("Co&mpare"), {}, keys("Ctrl+3"));
    filterRuns = make("filterRuns", tr("&Filter runs"), QStringLiteral("view-filter"), QKeySequence::Find);
    commandPalette = make("commandPalette", tr("&Command palette"), QStringLiteral("quickopen-function"),
                          keys("Ctrl+Shift+P"));
    editShortcuts = make("editShortcuts", tr("&Keyboard shortcuts…"), QStringLiteral("configure"),
                         keys("Ctrl+K"));
    resetLayout = make("resetLayout", tr("Reset la&yout"), {}, keys("Ctrl+Shift+0"));
    fullScreen = make("fullScreen", tr("F&ull screen"), {}, keys("F11"));
    fullScreen->setCheckable(true);
    welcome = make("welcome", tr("&First steps"), QStringLiteral("help-contents"), keys("F1"));
    guide = make("guide", tr("&Guide"), QStringLiteral("help-contents"), keys("Ctrl+F1"));
    routingGuide = make("routingGuide", tr("What the &routing heatmap shows"), QStringLiteral("help-contents"),
                        keys("Ctrl+Shift+F1"));
    comparisonGuide = make("comparisonGuide", tr("What a fair &comparison needs"), QStringLiteral("help-contents"),
                           keys("Ctrl+Shift+F2"));
    about = make("about", tr("&About MoLEx Workbench"), QStringLiteral("help-about"), keys("Shift+F1"));
    about->setMenuRole(QAction::AboutRole);
}

void MainActions::makeRunPage()
{
    const auto add = [this](const char* name, const QString& text, const char* modifiers, QList<QAction*>& list) {
        const QString number = QString::number(list.size() + 1);
        list << make(name, text, {}, QKeySequence(QString::fromLatin1(modifiers) + number));
    };
    add("showMetrics", tr("&Metrics of the run"), "Alt+", runTabs);
    add("showRouting", tr("&Routing of the run"), "Alt+", runTabs);
    add("showSamples", tr("&Samples of the run"), "Alt+", runTabs);
    add("showConfiguration", tr("&Configuration of the run"), "Alt+", runTabs);
    add("showLog", tr("&Log of the run"), "Alt+", runTabs);
    add("showCheckpoints", tr("Chec&kpoints of the run"), "Alt+", runTabs);
    add("routingShare", tr("Routing: s&hare"), "Alt+Shift+", routingModes);
    add("routingProbability", tr("Routing: &probability"), "Alt+Shift+", routingModes);
    add("routingChange", tr("Routing: cha&nge"), "Alt+Shift+", routingModes);
    add("routingClass", tr("Routing: class"), "Alt+Shift+", routingModes);
    add("routingExample", tr("Routing: &example"), "Alt+Shift+", routingModes);
    add("routingAgainst", tr("Routing: &against another run"), "Alt+Shift+", routingModes);
    add("routingRoutes", tr("Routing: r&outes"), "Alt+Shift+", routingModes);
    followLatest = make("followLatest", tr("&Follow the newest step, or no longer"), {}, keys("Ctrl+L"));
}

QAction* MainActions::make(const char* name, const QString& text, const QString& icon, const QKeySequence& shortcut)
{
    auto* action = new QAction(text, this);
    finish(action, name, icon, shortcut);
    return action;
}

void MainActions::finish(QAction* action, const char* name, const QString& icon, const QKeySequence& shortcut)
{
    action->setObjectName(QString::fromLatin1(name));
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    action->setShortcut(shortcut);
    m_window.addAction(action);
}

void MainActions::makeThemes()
{
    theme = new QActionGroup(this);
    const std::tuple<Theme::Choice, const char*, QString> choices[] = {
        {Theme::Choice::System, "themeSystem", tr("Theme like the &system's")},
        {Theme::Choice::Light, "themeLight", tr("&Light theme")},
        {Theme::Choice::Dark, "themeDark", tr("&Dark theme")}};
    int number = 1;
    for (const auto& [choice, name, text] : choices) {
        QAction* action = make(name, text, {}, QKeySequence(QStringLiteral("Ctrl+Alt+%1").arg(number++)));
        action->setCheckable(true);
        action->setChecked(choice == m_theme.choice());
        action->setData(int(choice));
        theme->addAction(action);
    }
}

void MainActions::place(const QList<QAction*>& docks)
{
    int number = 1;
    for (QAction* dock : docks)
        dock->setShortcut(QKeySequence(QStringLiteral("Ctrl+Shift+%1").arg(number++)));
    m_window.addActions(docks);
    placeMenus(docks);
    placeToolBar();
    m_runMenu = new QMenu(&m_window);
    m_runMenu->addActions({resumeRun, trainMore, rerun, changeRun, renameRun, deleteRun});
    m_runMenu->addSeparator();
    m_runMenu->addActions({editMarks, pinRun, baselineRun, archiveRun});
}

void MainActions::placeMenus(const QList<QAction*>& docks)
{
    QMenuBar* bar = m_window.menuBar();
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({newRun, openConfiguration, saveConfiguration});
    m_recentFiles = file->addMenu(tr("Recent &files"));
    m_recentFiles->setObjectName(QStringLiteral("recentFiles"));
    file->addSeparator();
    file->addActions({importRun, exportRun});
    file->addMenu(tr("Save &picture"))->addActions(pages.pictureExports);
    file->addSeparator();
    file->addActions({openWorkspace, openWorkspaceReadOnly});
    m_recent = file->addMenu(tr("Re&cent workspaces"));
    m_recent->setObjectName(QStringLiteral("recentWorkspaces"));
    file->addActions({backUpWorkspace, backUpDaily, restoreWorkspace, compactWorkspace});
    file->addSeparator();
    file->addAction(quit);
    bar->addMenu(tr("&Edit"))->addActions({undo, redo});
    placeRunMenu();
    placeViewMenu(docks);
    QMenu* compare = bar->addMenu(tr("&Compare"));
    compare->addActions({compareChecked, checkRun, baselineRun});
    pages.placeInCompare(*compare);
    bar->addMenu(tr("&Tools"))->addActions({commandPalette, editShortcuts});
    bar->addMenu(tr("&Help"))->addActions({welcome, guide, routingGuide, comparisonGuide, about});
}

void MainActions::placeRunMenu()
{
    QMenu* run = m_window.menuBar()->addMenu(tr("&Run"));
    run->setToolTipsVisible(true); // why an action is not possible
    run->addActions({start, addToQueue});
    QMenu* queue = run->addMenu(tr("&Queue"));
    queue->addActions({startQueue, holdQueue});
    queue->addSeparator();
    queue->addActions({queueEarlier, queueLater, queueRemove, queueChange, queueGoesOn});
    run->addSeparator();
    run->addActions({pause, stop});
    run->addSeparator();
    run->addActions({resumeRun, trainMore, rerun, changeRun, renameRun, deleteRun});
    run->addSeparator();
    run->addActions({editMarks, pinRun, archiveRun});
}

void MainActions::placeViewMenu(const QList<QAction*>& docks)
{
    QMenu* view = m_window.menuBar()->addMenu(tr("&View"));
    view->addActions({showLaunch, showRun, showCompare, filterRuns});
    view->addMenu(tr("Ru&ns table"))->addActions(pages.ofTable());
    QMenu* page = view->addMenu(tr("Run &page"));
    page->addActions(runTabs);
    page->addSeparator();
    page->addActions(routingModes);
    page->addSeparator();
    page->addActions(pages.heatmapColours);
    page->addSeparator();
    page->addAction(followLatest);
    pages.placeButtons(*view);
    view->addSeparator();
    view->addActions(docks);
    view->addAction(resetLayout);
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(theme->actions());
    view->addAction(fullScreen);
}

void MainActions::placeToolBar()
{
    m_toolBar = m_window.addToolBar(tr("Tool bar"));
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->setMinimumHeight(toolBarHeight);
    m_toolBar->setContentsMargins(spacing::pair, 0, spacing::control, 0);
    m_toolBar->addActions({newRun, addToQueue});
    m_toolBar->addSeparator();
    m_toolBar->addActions({start, pause, stop});
    m_toolBar->addSeparator();
    m_toolBar->addActions({compareChecked, exportRun});
    auto* filler = new QWidget(m_toolBar);
    filler->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);
    m_toolBar->addWidget(filler);
    auto* find = new FindActionButton(m_theme, *commandPalette, m_toolBar);
    find->setObjectName(QStringLiteral("findActionToolButton"));
    m_toolBar->addWidget(find);
}

QList<QAction*> MainActions::writing() const
{
    return {newRun,       openConfiguration, saveConfiguration, showLaunch,       welcome,          addToQueue,
            start,        startQueue,        holdQueue,         queueEarlier,     queueLater,       queueRemove,
            queueChange,  queueGoesOn,       rerun,             changeRun,        trainMore,        resumeRun,
            renameRun,    deleteRun,         editMarks,         pinRun,           baselineRun,      archiveRun,
            importRun,    restoreWorkspace,  compactWorkspace,  backUpDaily};
}

QList<QAction*> MainActions::all() const
{
    QList<QAction*> actions;
    for (const QAction* entry : m_window.menuBar()->actions())
        if (const QMenu* menu = entry->menu())
            addActionsOf(*menu, actions);
    return actions;
}

} // namespace gui

#include "moc_MainActions.cpp"
