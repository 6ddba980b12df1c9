#include "gui/app/WorkspaceLock.h"

#include <system_error>

#include <QCoreApplication>

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct WorkspaceLockWords
{
    Q_DECLARE_TR_FUNCTIONS(WorkspaceLock)
};

} // namespace

WorkspaceLock::WorkspaceLock(const std::filesystem::path& workspace)
    : m_file(QString::fromStdString((workspace / "window.lock").string()))
{
    const QString folder = QString::fromStdString(workspace.string());
    std::error_code error;
    const auto status = std::filesystem::symlink_status(workspace / "window.lock", error);
    if (std::filesystem::exists(status) && !std::filesystem::is_regular_file(status)) { // a pipe would be waited for
        m_problem =
            WorkspaceLockWords::tr("The workspace %1 cannot be locked: its window.lock is not a file.").arg(folder);
        return;
    }
    m_file.setStaleLockTime(0); // only a process that is gone makes it stale
    if (m_file.tryLock(0))
        return;
    qint64 process = 0;
    QString host;
    QString program;
    if (m_file.error() == QLockFile::LockFailedError && m_file.getLockInfo(&process, &host, &program))
        m_problem = WorkspaceLockWords::tr("The workspace %1 is already open in another window (process %2).")
                        .arg(folder, QString::number(process));
    else
        m_problem = WorkspaceLockWords::tr("The workspace %1 cannot be locked; it must be writable.").arg(folder);
}

} // namespace gui
