#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "engine/run/Wanted.h"

namespace storage {

/// What became of the backup that nobody asked for.
struct DailyBackup
{
    std::filesystem::path file = {}; ///< empty where none was made
    std::string whyNot = {};         ///< a sentence; empty where none is due
};

struct DailyBackupLimits
{
    std::uintmax_t largest = std::uintmax_t(1) << 30; ///< bytes of a database that is copied
    std::uintmax_t spare = std::uintmax_t(1) << 30;   ///< bytes that stay free on the disk
};

/// Copies a workspace's database that has runs and has changed since the last such copy, once a day, to
/// "workspace.sqlite.daily-<date>.backup", and keeps the newest three of those, and the last whose seal holds. One that
/// is not what was stored is not copied; that SQLite finds no damage in it is for the caller to know. Blocking; throws
/// as backUpWorkspace().
DailyBackup backUpDaily(const std::filesystem::path& workspace, const engine::Wanted& isWanted = {},
                        const DailyBackupLimits& limits = {});

} // namespace storage
