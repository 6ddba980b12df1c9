#pragma once

#include <filesystem>

#include <QString>

namespace gui {

/// How a window begins with a workspace.
struct WorkspaceStart
{
    bool isReadOnly = false;
    QString whyReadOnly = {}; ///< where nobody has asked for it
};

/// Makes, migrates and tidies the workspace, or only looks whether it can be read; throws why not. One that cannot be
/// written (read-only, locked for long, of a newer version of the program), but can be read, is only shown. The store is
/// asked on a thread of its own, as everywhere; this waits for it, and a window is made only when it is known how.
WorkspaceStart prepareWorkspace(const std::filesystem::path& workspace, bool isReadOnly);

/// For one that another window has which does not answer, or where no lock can be had. Throws as prepareWorkspace().
WorkspaceStart onlyShown(const std::filesystem::path& workspace, const QString& reason);

} // namespace gui
