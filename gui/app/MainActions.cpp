#include "gui/app/MainActions.h"

#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QToolBar>

#include "gui/app/Theme.h"

namespace gui {

MainActions::MainActions(Theme& chosen, QMainWindow& window)
    : QObject(&window)
    , m_theme(chosen)
    , m_window(window)
{
    newRun = make("newRun", tr("&New run"), QStringLiteral("document-new"), QKeySequence::New);
    openConfiguration = make("openConfiguration", tr("&Open configuration…"), QStringLiteral("document-open"),
                             QKeySequence::Open);
    saveConfiguration = make("saveConfiguration", tr("&Save configuration…"), QStringLiteral("document-save"),
                             QKeySequence::Save);
    quit = make("quit", tr("&Quit"), QStringLiteral("application-exit"), QKeySequence(QStringLiteral("Ctrl+Q")));
    addToQueue = make("addToQueue", tr("&Add to queue"), QStringLiteral("list-add"),
                      QKeySequence(QStringLiteral("Ctrl+Shift+Return")));
    start = make("start", tr("&Start"), QStringLiteral("media-playback-start"),
                 QKeySequence(QStringLiteral("Ctrl+Return")));
    pause = make("pause", tr("&Pause"), QStringLiteral("media-playback-pause"), QKeySequence(QStringLiteral("F6")));
    stop = make("stop", tr("S&top"), QStringLiteral("media-playback-stop"), QKeySequence(QStringLiteral("F7")));
    startQueue = make("startQueue", tr("Start the &queue"), QStringLiteral("system-run"),
                      QKeySequence(QStringLiteral("F5")));
    holdQueue = make("holdQueue", tr("Pa&use the queue"), QStringLiteral("media-playback-pause"),
                     QKeySequence(QStringLiteral("Shift+F5")));
    rerun = make("rerun", tr("Run this a&gain"), QStringLiteral("view-refresh"),
                 QKeySequence(QStringLiteral("Ctrl+Shift+R")));
    changeRun = make("changeRun", tr("D&uplicate and change"), QStringLiteral("document-edit"),
                     QKeySequence(QStringLiteral("Ctrl+D")));
    trainMore = make("trainMore", tr("Train &more…"), QStringLiteral("list-add"),
                     QKeySequence(QStringLiteral("Ctrl+M")));
    trainMore->setToolTip(tr("Train this run further, as a new run with a record of its own: weights, optimizer and random "
                             "numbers go on exactly, and the learning rate is that of a run of all the steps"));
    resumeRun = make("resumeRun", tr("&Resume this run"), QStringLiteral("media-playback-start"),
                     QKeySequence(QStringLiteral("Ctrl+R")));
    deleteRun = make("deleteRun", tr("&Delete this run…"), QStringLiteral("edit-delete"),
                     QKeySequence(QStringLiteral("Ctrl+Delete")));
    showLaunch = make("showLaunch", tr("&Launch"), {}, QKeySequence(QStringLiteral("Ctrl+1")));
    showRun = make("showRun", tr("&Run"), {}, QKeySequence(QStringLiteral("Ctrl+2")));
    filterRuns = make("filterRuns", tr("&Filter runs"), QStringLiteral("view-filter"), QKeySequence::Find);
    fullScreen = make("fullScreen", tr("F&ull screen"), {}, QKeySequence(QStringLiteral("F11")));
    fullScreen->setCheckable(true);
    welcome = make("welcome", tr("&First steps"), QStringLiteral("help-contents"), QKeySequence(QStringLiteral("F1")));
    about = make("about", tr("&About MoLEx Workbench"), QStringLiteral("help-about"),
                 QKeySequence(QStringLiteral("Shift+F1")));
    quit->setMenuRole(QAction::QuitRole);
    about->setMenuRole(QAction::AboutRole);
    makeThemes();
}

QAction* MainActions::make(const char* name, const QString& text, const QString& icon, const QKeySequence& shortcut)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    action->setShortcut(shortcut);
    m_window.addAction(action);
    return action;
}

void MainActions::makeThemes()
{
    theme = new QActionGroup(this);
    const std::pair<Theme::Choice, QString> choices[] = {{Theme::Choice::System, tr("Like the &system")},
                                                         {Theme::Choice::Light, tr("&Light")},
                                                         {Theme::Choice::Dark, tr("&Dark")}};
    int number = 1;
    for (const auto& [choice, text] : choices) {
        QAction* action = make("theme", text, {}, QKeySequence(QStringLiteral("Ctrl+Alt+%1").arg(number++)));
        action->setCheckable(true);
        action->setChecked(choice == m_theme.choice());
        action->setData(int(choice));
        theme->addAction(action);
    }
}

void MainActions::place(const QList<QAction*>& docks)
{
    QMenuBar* bar = m_window.menuBar();
    QMenu* file = bar->addMenu(tr("&File"));
    file->addActions({newRun, openConfiguration, saveConfiguration});
    file->addSeparator();
    file->addAction(quit);
    QMenu* run = bar->addMenu(tr("&Run"));
    run->addActions({start, addToQueue, startQueue, holdQueue});
    run->addSeparator();
    run->addActions({pause, stop});
    run->addSeparator();
    run->addActions({resumeRun, trainMore, rerun, changeRun, deleteRun});
    QMenu* view = bar->addMenu(tr("&View"));
    view->addActions({showLaunch, showRun, filterRuns});
    view->addSeparator();
    view->addActions(docks);
    view->addSeparator();
    view->addMenu(tr("&Theme"))->addActions(theme->actions());
    view->addAction(fullScreen);
    bar->addMenu(tr("&Help"))->addActions({welcome, about});

    m_toolBar = m_window.addToolBar(tr("Tool bar"));
    m_toolBar->setObjectName(QStringLiteral("toolBar"));
    m_toolBar->setMovable(false);
    m_toolBar->setContextMenuPolicy(Qt::PreventContextMenu);
    m_toolBar->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_toolBar->setIconSize({16, 16});
    m_toolBar->addActions({newRun, addToQueue});
    m_toolBar->addSeparator();
    m_toolBar->addActions({start, pause, stop});
    m_runMenu = new QMenu(&m_window);
    m_runMenu->addActions({resumeRun, trainMore, rerun, changeRun, deleteRun});
}

} // namespace gui

#include "moc_MainActions.cpp"
