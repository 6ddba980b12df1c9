#pragma once

#include <filesystem>

namespace storage {

/// Removes a folder of a folder of the workspace (WORKSPACE/runs/7) with everything in it. A link in it, or in its
/// place, is removed and not followed; where the way to it leads through a link, or out of the workspace, nothing is
/// removed. Returns false when something stays behind.
bool removeFolder(const std::filesystem::path& workspace, const std::filesystem::path& folder);

} // namespace storage
