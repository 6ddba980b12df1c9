#pragma once

#include <filesystem>

#include <QLockFile>
#include <QString>

namespace gui {

/// One window per workspace: holds WORKSPACE/window.lock for its life. A lock of a process that is gone is taken over.
class WorkspaceLock {
public:
    /// The folder must exist.
    explicit WorkspaceLock(const std::filesystem::path& workspace);

    bool isHeld() const { return m_problem.isEmpty(); }
    /// A sentence, when it is not held.
    QString problem() const { return m_problem; }

private:
    QLockFile m_file;
    QString m_problem;
};

} // namespace gui
