#pragma once

#include <filesystem>

#include "engine/run/Wanted.h"

namespace storage {

/// Puts a backup in the place of a workspace's database, which is made where it is missing. The backup is a stranger's
/// file until checked, refused where its seal is broken, and copied, not moved. What it replaces is kept beside it, as
/// the returned file; empty where there was nothing. Refused while any connection to the workspace is open, in this
/// process too; while one takes the place of the other nobody gets in, and one of the two stands there, whole, at every
/// moment. Runs that are newer than the backup are gone from the table; their folders stay, and no new run gets one of
/// them. Blocking. Throws storage::Error, or engine::CalledOff before anything is changed.
std::filesystem::path restoreWorkspace(const std::filesystem::path& backup, const std::filesystem::path& workspace,
                                       const engine::Wanted& isWanted = {});

} // namespace storage
