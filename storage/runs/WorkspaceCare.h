#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "engine/run/Wanted.h"

/// What is done with a workspace's database as a whole. All of it blocks, belongs on a worker's thread, and throws
/// storage::Error; what is long throws engine::CalledOff where it is not wanted any more.
namespace storage {

/// Writes the database as it stands now into one file, while others go on with the workspace, and a seal beside it. The
/// files of its runs stay where they are and are no part of it.
void backUpWorkspace(const std::filesystem::path& workspace, const std::filesystem::path& target,
                     const engine::Wanted& isWanted = {});

/// Where a backup that nobody named goes: beside the database, with the time.
std::filesystem::path proposedBackup(const std::filesystem::path& workspace);

/// Bytes of the database with its log.
struct CompactedWorkspace
{
    std::uintmax_t before = 0;
    std::uintmax_t after = 0;
};

/// Gives the room of what was deleted back to the disk. Needs as much of it for a while as the workspace is large.
CompactedWorkspace compactWorkspace(const std::filesystem::path& workspace);

/// One sentence where the file is not what was stored; otherwise one for each damage that SQLite finds in it, and a last
/// one about the backup to bring back. A quick look leaves out whether indexes fit their tables.
std::vector<std::string> damageOfWorkspace(const std::filesystem::path& workspace, bool isQuick,
                                           const engine::Wanted& isWanted = {});

} // namespace storage
