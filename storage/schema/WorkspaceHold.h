#pragma once

#include <chrono>
#include <filesystem>

namespace storage {

/// A lock on a workspace's folder, which all connections share and a restore has to itself. SQLite's own locks would
/// not do: they are on a file that a restore puts another in the place of, so that who has waited for them goes on with
/// the old one; and there are none on a damaged file, on one that is read as immutable, and of a connection that rests
/// where there is a rollback journal. Gone with this object and with the process. Where a file system locks no folders
/// nobody is refused.
class WorkspaceHold final {
public:
    enum class Kind { Shared, Alone };

    /// Blocks for so long at most while others are in the way.
    WorkspaceHold(const std::filesystem::path& workspace, Kind kind, std::chrono::milliseconds longest);
    ~WorkspaceHold();
    WorkspaceHold(const WorkspaceHold&) = delete;
    WorkspaceHold& operator=(const WorkspaceHold&) = delete;

    /// Others were in the way all the time.
    bool isRefused() const { return m_isRefused; }

private:
    int m_folder = -1;
    bool m_isRefused = false;
};

} // namespace storage
