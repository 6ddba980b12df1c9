#include "gui/app/RecentFiles.h"

#include <QAction>
#include <QDir>
#include <QMenu>

#include "gui/app/AppSettings.h"
#include "gui/pages/LaunchFiles.h"
#include "gui/pages/LaunchPage.h"

namespace gui {

RecentFiles::RecentFiles(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
{
    connect(&parties.menu, &QMenu::aboutToShow, this, &RecentFiles::fill);
    connect(&parties.launch.files(), &LaunchFiles::opened, this,
            [this](const engine::RunConfig&, const QString& path) { add(path); });
    connect(&parties.launch.files(), &LaunchFiles::recognised, this, [this](const DroppedPath& dropped) {
        if (dropped.kind == DroppedPath::Kind::Model || dropped.kind == DroppedPath::Kind::Data)
            add(dropped.path);
    });
    const auto addFoldersOf = [this](const std::vector<engine::RunConfig>& runs) {
        for (const std::string& path : {runs.front().task.path, runs.front().model.path})
            add(QString::fromStdString(path));
    };
    connect(&parties.launch, &LaunchPage::startRequested, this, addFoldersOf);
    connect(&parties.launch, &LaunchPage::queueRequested, this, addFoldersOf);
}

/// What the program brings along has no such path.
void RecentFiles::add(const QString& path)
{
    if (QDir::isAbsolutePath(path))
        m_parties.settings.addRecentFile(QDir::cleanPath(path));
}

void RecentFiles::fill()
{
    m_parties.menu.clear();
    for (const QString& path : m_parties.settings.recentFiles()) {
        QAction* entry = m_parties.menu.addAction(QString(path).replace(QLatin1Char('&'), QStringLiteral("&&")));
        entry->setEnabled(m_parties.openConfiguration.isEnabled());
        connect(entry, &QAction::triggered, this, [this, path] { m_parties.launch.take({path}); });
    }
    if (m_parties.menu.isEmpty())
        m_parties.menu.addAction(tr("Nothing has been opened yet"))->setEnabled(false);
}

} // namespace gui

#include "moc_RecentFiles.cpp"
