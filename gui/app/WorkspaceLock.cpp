#include "gui/app/WorkspaceLock.h"

#include <QCoreApplication>

namespace gui {

WorkspaceLock::WorkspaceLock(const std::filesystem::path& workspace)
    : m_file(QString::fromStdString((workspace / "window.lock").string()))
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("gui::WorkspaceLock", text); };
    const QString folder = QString::fromStdString(workspace.string());
    m_file.setStaleLockTime(0); // only a process that is gone makes it stale
    if (m_file.tryLock(0))
        return;
    qint64 process = 0;
    QString host;
    QString program;
    if (m_file.error() == QLockFile::LockFailedError && m_file.getLockInfo(&process, &host, &program))
        m_problem = tr("The workspace %1 is already open in another window (process %2).").arg(folder).arg(process);
    else
        m_problem = tr("The workspace %1 cannot be locked; it must be writable.").arg(folder);
}

} // namespace gui
