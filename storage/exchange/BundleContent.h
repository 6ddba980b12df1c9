#pragma once

#include <filesystem>
#include <string>

#include "storage/exchange/ImportFolder.h"
#include "storage/runs/RunRecord.h"

namespace storage {

/// What a bundle was found to hold.
struct BundleContent
{
    RunRecord record; ///< with its number in the bundle's own database
    std::string hash;
};

/// Unpacks a bundle that may be a stranger's into `folder`: its database, brought to this program's schema, as
/// workspace.sqlite, its checkpoints below runFiles(). Everything is on the disk, and every record has been read once,
/// when this returns. Throws storage::Error that says what is wrong with the file.
BundleContent unpackBundle(const std::filesystem::path& file, const ImportFolder& folder);

} // namespace storage
