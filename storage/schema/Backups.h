#pragma once

#include <filesystem>
#include <string>
#include <vector>

/// Copies of a workspace's database that lie beside it as "<file>.<what>.backup".
namespace storage {

/// `path`, or with "-2", "-3", … behind it where that is taken.
std::filesystem::path freePath(const std::filesystem::path& path);

/// Newest first.
std::vector<std::filesystem::path> backupsBeside(const std::filesystem::path& file);

/// Of a database that is about to be brought to a newer schema.
std::filesystem::path migrationBackupName(const std::filesystem::path& file, int version);

/// Removes those that migrations made, but for the newest few, `made` among them, and the last that is known to be good
/// by its seal.
void tidyMigrationBackups(const std::filesystem::path& file, const std::filesystem::path& made);

/// Of a day, "2026-11-28", that nobody asked for.
std::filesystem::path dailyBackupName(const std::filesystem::path& file, const std::string& day);

/// Newest first.
std::vector<std::filesystem::path> dailyBackupsBeside(const std::filesystem::path& file);

/// The same of daily ones. What neither this nor a migration has made is a person's own.
void tidyDailyBackups(const std::filesystem::path& file, const std::filesystem::path& made);

/// The end of a sentence about a damaged workspace: its newest backup that is what was copied, or else the newest that
/// can be opened and is not known to be damaged, and how it is brought back. Empty without one. Reads all of a backup.
std::string restoreAdvice(const std::filesystem::path& file);

} // namespace storage
