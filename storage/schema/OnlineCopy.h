#pragma once

#include <filesystem>

#include "engine/run/Wanted.h"

namespace SQLite {
class Database;
}

namespace storage {

/// Copies the database as it stands now into one file of its own, while others may go on writing it. `target` appears
/// only when it is whole and on the disk; what was there is replaced. Blocking; asks between some pages whether it is
/// still wanted. Throws storage::Error, SQLite::Exception or engine::CalledOff, and leaves nothing behind then.
void copyOnline(SQLite::Database& source, const std::filesystem::path& target, const engine::Wanted& isWanted = {});

} // namespace storage
