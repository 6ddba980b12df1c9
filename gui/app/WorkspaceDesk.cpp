#include "gui/app/WorkspaceDesk.h"

#include <string>
#include <vector>

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QStringList>
#include <QUndoStack>
#include <QWidget>

#include "gui/app/AppSettings.h"
#include "gui/app/FileDialogs.h"
#include "gui/app/Format.h"
#include "gui/app/MainActions.h"
#include "gui/app/MessageArea.h"
#include "gui/app/RunEdits.h"
#include "gui/control/RunLists.h"
#include "gui/control/RunViewer.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "gui/control/Worker.h"
#include "gui/models/EngineText.h"
#include "storage/runs/DailyBackup.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/runs/WorkspaceRestore.h"

namespace gui {

namespace {

QString pathText(const std::filesystem::path& path)
{
    return QString::fromStdString(path.string());
}

} // namespace

WorkspaceDesk::WorkspaceDesk(const Parties& parties, QObject* parent)
    : QObject(parent)
    , m_parties(parties)
    , m_workspace(parties.store.workspace())
    , m_isLookWanted(std::make_shared<std::atomic<bool>>(true))
    , m_isWindowThere(std::make_shared<std::atomic<bool>>(true))
    , m_worker(std::make_unique<Worker>())
{
    connect(parties.actions.backUpWorkspace, &QAction::triggered, this, &WorkspaceDesk::askBackup);
    connect(parties.actions.restoreWorkspace, &QAction::triggered, this, &WorkspaceDesk::askRestore);
    connect(parties.actions.compactWorkspace, &QAction::triggered, this, &WorkspaceDesk::compact);
    connectDailyBackup();
    lookForDamage();
}

WorkspaceDesk::~WorkspaceDesk()
{
    *m_isLookWanted = false;
    *m_isWindowThere = false;
}

void WorkspaceDesk::lookForDamage()
{
    m_worker->run(
        this, {},
        [workspace = m_workspace, isWanted = m_isLookWanted] {
            return attempt(
                [&] { return storage::damageOfWorkspace(workspace, true, [&] { return isWanted->load(); }); });
        },
        [this](const Attempt<std::vector<std::string>>& look) {
            if (!look.result) // what cannot be read is told by those who read it
                return;
            if (look.result->empty()) {
                backUpDaily();
                return;
            }
            QStringList sentences;
            for (const std::string& damage : *look.result)
                sentences << QString::fromStdString(damage);
            m_parties.messages.tell(QStringLiteral("damage"),
                                    {MessageArea::Kind::Error, sentences.join(QLatin1Char(' ')), {}});
        });
}

void WorkspaceDesk::connectDailyBackup()
{
    QAction& action = *m_parties.actions.backUpDaily;
    action.setChecked(m_parties.settings.backsUpDaily());
    connect(&action, &QAction::toggled, this, [this](bool isDaily) { m_parties.settings.setBacksUpDaily(isDaily); });
}

void WorkspaceDesk::backUpDaily()
{
    if (!m_parties.store.canWrite() || !m_parties.settings.backsUpDaily())
        return;
    m_worker->run(
        this, {},
        [workspace = m_workspace, isWanted = m_isLookWanted] {
            return attempt([&] { return storage::backUpDaily(workspace, [&] { return isWanted->load(); }); });
        },
        [this](const Attempt<storage::DailyBackup>& done) {
            if (!*m_isLookWanted) // a backup is restored
                return;
            const QString problem = done.result ? engineText(done.result->whyNot) : done.problem;
            if (!problem.isEmpty())
                Q_EMIT noted(tr("The workspace was not backed up today. %1").arg(problem));
            else if (!done.result->file.empty())
                Q_EMIT noted(tr("The workspace was backed up to %1").arg(pathText(done.result->file)));
        });
}

void WorkspaceDesk::askBackup()
{
    m_parties.dialogs.saveFile(
        &m_parties.window,
        {tr("Back up the workspace"), pathText(storage::proposedBackup(m_workspace)), tr("Backup (*.backup)")},
        [this](const QString& file) { backUp(file); });
}

void WorkspaceDesk::backUp(const QString& file)
{
    Q_EMIT told(tr("Backing up to %1…").arg(file));
    m_worker->run(
        this, {},
        [workspace = m_workspace, file, isWanted = m_isWindowThere] {
            return attempt([&] {
                storage::backUpWorkspace(workspace, file.toStdString(), [&] { return isWanted->load(); });
                return QFileInfo(file).size();
            });
        },
        [this, file](const Attempt<qint64>& done) {
            if (!done.result)
                Q_EMIT failed(tr("The workspace was not backed up. %1").arg(done.problem));
            else
                Q_EMIT told(
                    tr("Backed up to %1 (%2), without checkpoints").arg(file, format::bytes(double(*done.result))));
        });
}

QString WorkspaceDesk::hindrance() const
{
    if (m_parties.controller.isBusy())
        return tr("Not while a run trains.");
    return {};
}

void WorkspaceDesk::askRestore()
{
    m_parties.dialogs.openFile(&m_parties.window,
                               {tr("Restore a backup"), pathText(m_workspace), tr("Backups (*.backup *.backup-*)")},
                               [this](const QString& file) { confirmRestore(file); });
}

void WorkspaceDesk::confirmRestore(const QString& file)
{
    const QString text =
        tr("Everything in the table of runs becomes what it was in %1. What is there now is kept in the "
           "workspace as a file of its own. Folders of runs stay as they are.");
    m_parties.messages.tell(QStringLiteral("restore"),
                            {MessageArea::Kind::Warning,
                             text.arg(QFileInfo(file).fileName()),
                             {{QStringLiteral("keepWorkspaceButton"), tr("Leave it"), [] {}},
                              {QStringLiteral("restoreButton"), tr("Restore"), [this, file] { restore(file); }}}});
}

void WorkspaceDesk::restore(const QString& file)
{
    QString reason = hindrance();
    if (reason.isEmpty() && m_parties.edits.stack().count() > 0) // those are about the runs that are here now
        reason = tr("Close this window and open it again first: there are edits that can be undone.");
    if (!reason.isEmpty()) {
        Q_EMIT failed(tr("Nothing was restored. %1").arg(reason));
        return;
    }
    *m_isLookWanted = false;
    Q_EMIT told(tr("Restoring %1…").arg(file));
    m_worker->run(
        this, {}, [] {}, [this, file] { replaceBy(file); }); // once this thread has let go of the workspace
}

void WorkspaceDesk::replaceBy(const QString& file)
{
    m_parties.store.whileClosed(
        this,
        [workspace = m_workspace, file, isWanted = m_isWindowThere] {
            return storage::restoreWorkspace(file.toStdString(), workspace, [&] { return isWanted->load(); });
        },
        [this, file](const Attempt<std::filesystem::path>& done) {
            if (!done.result) {
                Q_EMIT failed(done.problem);
                return;
            }
            m_parties.messages.take(QStringLiteral("damage"));
            m_parties.lists.refresh();
            if (m_parties.viewer.shownRun() != 0)
                m_parties.viewer.show(m_parties.viewer.shownRun());
            Q_EMIT told(done.result->empty()
                            ? tr("%1 is restored").arg(file)
                            : tr("%1 is restored; what was there is kept as %2").arg(file, pathText(*done.result)));
        });
}

void WorkspaceDesk::compact()
{
    if (const QString reason = hindrance(); !reason.isEmpty()) {
        Q_EMIT failed(tr("The workspace was not compacted. %1").arg(reason));
        return;
    }
    Q_EMIT told(tr("Compacting the workspace…"));
    m_worker->run(
        this, {}, [workspace = m_workspace] { return attempt([&] { return storage::compactWorkspace(workspace); }); },
        [this](const Attempt<storage::CompactedWorkspace>& done) {
            if (!done.result)
                Q_EMIT failed(tr("The workspace was not compacted. %1").arg(done.problem));
            else
                Q_EMIT told(
                    tr("The workspace had %1 and has %2 now")
                        .arg(format::bytes(double(done.result->before)), format::bytes(double(done.result->after))));
        });
}

} // namespace gui

#include "moc_WorkspaceDesk.cpp"
