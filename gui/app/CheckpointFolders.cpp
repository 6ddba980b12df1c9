#include "gui/app/CheckpointFolders.h"

#include <algorithm>
#include <iterator>

#include <QFileInfo>
#include <QStringList>

#include "gui/control/StoreAccess.h"
#include "gui/pages/CheckpointsView.h"

namespace gui {

CheckpointFolders::CheckpointFolders(StoreAccess& store, CheckpointsView& view, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_view(view)
{
    connect(&view, &CheckpointsView::foldersWanted, this, &CheckpointFolders::look);
}

void CheckpointFolders::look(const QStringList& folders)
{
    m_store.ask(
        this, m_job.start(),
        [folders](storage::RunRepository&) {
            QStringList gone;
            std::copy_if(folders.begin(), folders.end(), std::back_inserter(gone),
                         [](const QString& folder) { return !QFileInfo(folder).isDir(); });
            return gone;
        },
        [this](const QStringList& gone) { m_view.setGone(gone); });
}

} // namespace gui

#include "moc_CheckpointFolders.cpp"
