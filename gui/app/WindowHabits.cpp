#include "gui/app/WindowHabits.h"

#include <algorithm>
#include <filesystem>

#include <QAction>
#include <QActionGroup>
#include <QCoreApplication>
#include <QDesktopServices>
#include <QDir>
#include <QEvent>
#include <QFileInfo>
#include <QMainWindow>
#include <QMenu>
#include <QProcess>
#include <QScreen>
#include <QSplitter>
#include <QUrl>

#include "engine/run/Resources.h"
#include "gui/app/AppSettings.h"
#include "gui/app/CommandPalette.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/MainActions.h"
#include "gui/app/MessageArea.h"
#include "gui/app/Shortcuts.h"
#include "gui/app/ShortcutsDialog.h"
#include "gui/app/Theme.h"
#include "gui/control/StoreAccess.h"

namespace gui {

namespace {

constexpr int layoutVersion = 1;
constexpr QSize usualSize(1280, 800);
constexpr int titleBar = 40; // pixels, of most window managers; known only once the window is shown

/// As high as the screen leaves room for, so that no status bar lies below its edge.
QSize firstSize(const QWidget& window)
{
    const int room = window.screen()->availableGeometry().height() - titleBar;
    return {usualSize.width(), std::min(usualSize.height(), std::max(room, window.minimumSizeHint().height()))};
}

QString geometryName()
{
    return QStringLiteral("window");
}

QString docksName()
{
    return QStringLiteral("docks");
}

/// Those of its pages that have a name.
QList<QSplitter*> splittersOf(const QWidget& window)
{
    QList<QSplitter*> splitters = window.findChildren<QSplitter*>();
    splitters.removeIf([&window](const QSplitter* splitter) {
        return splitter->objectName().isEmpty() || splitter->window() != &window;
    });
    return splitters;
}

QMap<QString, QByteArray> statesOf(const QList<QSplitter*>& splitters)
{
    QMap<QString, QByteArray> states;
    for (const QSplitter* splitter : splitters)
        states[splitter->objectName()] = splitter->saveState();
    return states;
}

} // namespace

WindowHabits::WindowHabits(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
    , m_firstDocks(parties.window.saveState(layoutVersion))
    , m_firstSplitters(statesOf(splittersOf(parties.window)))
    , m_shortcuts(new Shortcuts(parties.actions.all(), parties.settings, this))
    , m_palette(new CommandPalette(parties.actions.all(), &parties.window))
{
    parties.window.installEventFilter(this);
    restoreLayout();
    parties.settings.addWorkspace(QString::fromStdString(parties.store.workspace().string()),
                                  !parties.store.canWrite() && parties.whyReadOnly.isEmpty());
    connectActions();
    connectTheme();
    if (!parties.whyReadOnly.isEmpty())
        parties.messages.tell(QStringLiteral("readOnly"), {MessageArea::Kind::Warning, parties.whyReadOnly, {}});
}

WindowHabits::~WindowHabits() = default;

void WindowHabits::connectActions()
{
    const MainActions& actions = m_parties.actions;
    connect(actions.commandPalette, &QAction::triggered, m_palette, &CommandPalette::open);
    connect(actions.editShortcuts, &QAction::triggered, this,
            [this] { (new ShortcutsDialog(*m_shortcuts, m_parties.theme, &m_parties.window))->show(); });
    connect(actions.resetLayout, &QAction::triggered, this, &WindowHabits::resetLayout);
    connect(actions.about, &QAction::triggered, this, &WindowHabits::showAbout);
    connect(actions.guide, &QAction::triggered, this, [this] { openDocument("guide.md"); });
    connect(actions.routingGuide, &QAction::triggered, this, [this] { openDocument("routing.md"); });
    connect(actions.comparisonGuide, &QAction::triggered, this, [this] { openDocument("statistics.md"); });
    connect(actions.fullScreen, &QAction::toggled, this, [this](bool full) {
        m_parties.window.setWindowState(m_parties.window.windowState().setFlag(Qt::WindowFullScreen, full));
    });
    connect(actions.openWorkspace, &QAction::triggered, this, [this] { askWorkspace(false); });
    connect(actions.openWorkspaceReadOnly, &QAction::triggered, this, [this] { askWorkspace(true); });
    connect(actions.recentWorkspaces(), &QMenu::aboutToShow, this, &WindowHabits::fillRecent);
}

bool WindowHabits::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::WindowStateChange)
        m_parties.actions.fullScreen->setChecked(m_parties.window.isFullScreen());
    return QObject::eventFilter(watched, event);
}

void WindowHabits::connectTheme()
{
    connect(m_parties.actions.theme, &QActionGroup::triggered, this, [this](QAction* action) {
        const auto choice = static_cast<Theme::Choice>(action->data().toInt());
        m_parties.theme.setChoice(choice);
        m_parties.settings.setTheme(choice);
    });
}

void WindowHabits::keepLayout()
{
    m_parties.settings.setLayout(geometryName(), m_parties.window.saveGeometry());
    m_parties.settings.setLayout(docksName(), m_parties.window.saveState(layoutVersion));
    const QMap<QString, QByteArray> splitters = statesOf(splittersOf(m_parties.window));
    for (auto splitter = splitters.begin(); splitter != splitters.end(); ++splitter)
        m_parties.settings.setLayout(splitter.key(), splitter.value());
}

void WindowHabits::restoreLayout()
{
    m_parties.window.resize(firstSize(m_parties.window));
    m_parties.window.restoreGeometry(m_parties.settings.layout(geometryName()));
    m_parties.window.restoreState(m_parties.settings.layout(docksName()), layoutVersion);
    for (QSplitter* splitter : splittersOf(m_parties.window))
        splitter->restoreState(m_parties.settings.layout(splitter->objectName()));
}

void WindowHabits::resetLayout()
{
    m_parties.settings.forgetLayouts();
    m_parties.window.showNormal();
    m_parties.window.resize(firstSize(m_parties.window));
    m_parties.window.restoreState(m_firstDocks, layoutVersion);
    for (QSplitter* splitter : splittersOf(m_parties.window))
        splitter->restoreState(m_firstSplitters.value(splitter->objectName()));
    Q_EMIT told(tr("Window, docks, the table of runs and the parts of pages are as on the first start"));
}

void WindowHabits::askWorkspace(bool readOnly)
{
    const QString folder = QString::fromStdString(m_parties.store.workspace().parent_path().string());
    m_parties.dialogs.openFolder(&m_parties.window,
                                 {readOnly ? tr("Open workspace, only to read") : tr("Open workspace"), folder, {}},
                                 [this, readOnly](const QString& path) { openWorkspace(path, readOnly); });
}

void WindowHabits::offerWorkspace(const QString& folder)
{
    const auto here = QFileInfo(QString::fromStdString(m_parties.store.workspace().string()));
    if (QFileInfo(folder).canonicalFilePath() == here.canonicalFilePath()) {
        Q_EMIT told(tr("%1 is the workspace of this window").arg(folder));
        return;
    }
    m_parties.messages.tell(QStringLiteral("offeredWorkspace"),
                            {MessageArea::Kind::Note,
                             tr("%1 is a workspace. It opens in a window of its own.").arg(folder),
                             {{QStringLiteral("openOfferedButton"), tr("Open it"),
                               [this, folder] { openWorkspace(folder, false); }},
                              {QStringLiteral("readOfferedButton"), tr("Only read it"),
                               [this, folder] { openWorkspace(folder, true); }},
                              {QStringLiteral("leaveOfferedButton"), tr("Not now"), [] {}}}});
}

void WindowHabits::openWorkspace(const QString& folder, bool readOnly)
{
    QStringList arguments = {QStringLiteral("--workspace"), folder};
    if (readOnly)
        arguments << QStringLiteral("--read-only");
    const bool isStarted = m_parties.startProgram
        ? m_parties.startProgram(arguments)
        : QProcess::startDetached(QCoreApplication::applicationFilePath(), arguments);
    if (!isStarted)
        Q_EMIT failed(tr("A window for the workspace %1 could not be started.").arg(folder));
}

void WindowHabits::fillRecent()
{
    QMenu* menu = m_parties.actions.recentWorkspaces();
    menu->clear();
    for (const QString& folder : m_parties.settings.workspaces()) {
        const bool isReadOnly = m_parties.settings.wasReadOnly(folder);
        const QString shown = QString(folder).replace(QLatin1Char('&'), QStringLiteral("&&"));
        QAction* entry = menu->addAction(isReadOnly ? tr("%1 (only to read)").arg(shown) : shown);
        entry->setEnabled(folder.toStdString() != m_parties.store.workspace().string());
        connect(entry, &QAction::triggered, this, [this, folder, isReadOnly] { openWorkspace(folder, isReadOnly); });
    }
}

void WindowHabits::openDocument(const char* name)
{
    const std::filesystem::path share = engine::resourceFolder().parent_path(); // or the source's folder
    for (const std::filesystem::path& folder : {share / "doc" / "molex-workbench", share / "docs"}) {
        const QFileInfo found(QString::fromStdString((folder / name).string()));
        if (!found.isFile())
            continue;
        const QString file = found.absoluteFilePath(); // no URL names a relative one
        if (!QDesktopServices::openUrl(QUrl::fromLocalFile(QDir::cleanPath(file))))
            Q_EMIT failed(tr("%1 could not be shown: the desktop has no program for it.").arg(file));
        return;
    }
    Q_EMIT failed(tr("%1 is not installed beside this program.").arg(QString::fromLatin1(name)));
}

void WindowHabits::showAbout()
{
    m_parties.messages.tell(
        QStringLiteral("about"),
        {MessageArea::Kind::Note,
         tr("MoLEx Workbench %1 fine-tunes language models with mixtures of layer experts and shows what "
            "every layer's gate decides. Free software under the GNU GPL, version 3 or later. Workspace: "
            "%2")
             .arg(QCoreApplication::applicationVersion(), QString::fromStdString(m_parties.store.workspace().string())),
         {}});
}

} // namespace gui

#include "moc_WindowHabits.cpp"
