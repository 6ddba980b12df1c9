#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include "engine/run/Wanted.h"

namespace SQLite {
class Database;
}

/// The seal of a database at rest, a small file beside it: a hash of all its bytes, and what tells whether anybody has
/// written it since. It is made when the last connection of all closes, and with each backup. Where there is none, or
/// one that something was written after (by an older program, or one that was killed), nothing can be told and nothing
/// is said. The hash finds damage, not malice. All of this blocks.
namespace storage {

enum class SealState {
    Unknown, ///< no seal, or something was written since
    Holds,
    Broken ///< nothing was written since, and the content is another
};

/// "<file>.seal"
std::filesystem::path sealOf(const std::filesystem::path& file);

/// Reads all of the file where nothing was written since it was sealed. Throws engine::CalledOff.
SealState checkSeal(const std::filesystem::path& file, const engine::Wanted& isWanted = {});

/// Whether a workspace's database is not what was stored, or was found so before: that is kept in the seal, so that
/// what is written later does not make damage look sound. Throws engine::CalledOff.
bool isDamagedAtRest(const std::filesystem::path& database, const engine::Wanted& isWanted = {});

/// The sentence about that, with the backup to bring back.
std::string damageAtRest(const std::filesystem::path& database);

/// Before a database is opened to be written. One that is too large to be read in passing is left to those who look for
/// damage.
void lookBeforeWriting(const std::filesystem::path& database);

/// Closes a connection for writing, and seals the file where it was the last one of all.
void closeAndSeal(std::unique_ptr<SQLite::Database>& connection, const std::filesystem::path& database) noexcept;

/// Of a fresh copy of a database. The copy of a damaged one gets no seal, so that nobody takes it for a good one.
void sealCopy(const std::filesystem::path& copy, const std::filesystem::path& database);

} // namespace storage
