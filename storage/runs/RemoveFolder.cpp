#include "storage/runs/RemoveFolder.h"

#include <system_error>

namespace fs = std::filesystem;

namespace storage {

namespace {

/// True where no folder between the workspace and `parent` is a link.
bool isBelow(const fs::path& workspace, const fs::path& parent)
{
    std::error_code error;
    const fs::path home = fs::canonical(workspace, error);
    const fs::path place = error ? fs::path() : fs::canonical(parent, error);
    return !error && place == home / parent.lexically_relative(workspace);
}

} // namespace

bool removeFolder(const fs::path& workspace, const fs::path& folder)
{
    std::error_code error;
    if (fs::symlink_status(folder, error).type() == fs::file_type::not_found)
        return true;
    const fs::path name = folder.filename();
    if (name.empty() || name == "." || name == ".." || !isBelow(workspace, folder.parent_path()))
        return false;
    fs::remove_all(folder, error);
    return !error;
}

} // namespace storage
