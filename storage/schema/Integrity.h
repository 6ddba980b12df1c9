#pragma once

#include <string>
#include <vector>

#include "engine/run/Wanted.h"

namespace SQLite {
class Database;
}

namespace storage {

enum class Thoroughness {
    Quick, ///< every page and row
    Full   ///< indexes against their tables and references, too
};

/// What SQLite finds wrong in a file, one sentence each; empty for a sound one. Reads all of it. Throws
/// SQLite::Exception, and engine::CalledOff where it is not wanted any more.
std::vector<std::string> findDamage(SQLite::Database& database, Thoroughness thoroughness,
                                    const engine::Wanted& isWanted = {});

} // namespace storage
