#include "gui/app/WindowDrops.h"

#include <QAction>
#include <QApplication>
#include <QDropEvent>
#include <QMimeData>
#include <QUrl>
#include <QWidget>

#include "gui/app/RunExchange.h"
#include "gui/app/WindowHabits.h"
#include "gui/pages/DroppedPath.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/LaunchPage.h"

namespace gui {

namespace {

QStringList localPathsOf(const QMimeData& data)
{
    QStringList paths;
    for (const QUrl& url : data.urls())
        if (url.isLocalFile())
            paths << url.toLocalFile();
    return paths;
}

} // namespace

WindowDrops::WindowDrops(const Parties& parties, QWidget* window)
    : QObject(window)
    , m_parties(parties)
    , m_window(window)
{
    window->setAcceptDrops(true);
    qApp->installEventFilter(this); // before any widget of the window, also those made later
    connect(&parties.launch.files(), &LaunchFiles::recognised, this, [this](const DroppedPath& dropped) {
        if (dropped.kind == DroppedPath::Kind::Run)
            m_parties.runs.bringIn(dropped.path);
        else if (dropped.kind == DroppedPath::Kind::Workspace)
            m_parties.habits.offerWorkspace(dropped.path);
    });
}

bool WindowDrops::eventFilter(QObject* watched, QEvent* event)
{
    const bool isDrop = event->type() == QEvent::Drop;
    if (!isDrop && event->type() != QEvent::DragEnter && event->type() != QEvent::DragMove)
        return false;
    const auto* widget = qobject_cast<QWidget*>(watched);
    if (widget == nullptr || widget->window() != m_window)
        return false;
    auto* drop = static_cast<QDropEvent*>(event);
    const QStringList paths = localPathsOf(*drop->mimeData());
    if (paths.isEmpty())
        return false;
    if (!m_parties.importRun.isEnabled()) {
        drop->ignore();
        return true;
    }
    drop->setDropAction(Qt::CopyAction); // whoever moves a file to us would take it away
    drop->accept();
    if (isDrop)
        m_parties.launch.take(paths);
    return true;
}

} // namespace gui
