#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace SQLite {
class Database;
}

namespace storage {

/// One step of the schema: `sql` leads from version − 1 to version.
struct Migration
{
    int version = 0;
    std::string_view sql;
};

/// storage/schema/NNN_*.sql, oldest first, as built into the program.
std::span<const Migration> allMigrations();

/// Knows every version of a workspace's schema: tells ours from other files, and brings older ones up to date.
class Migrator {
public:
    static constexpr int applicationId = 0x4D6F4C58; // "MoLX"

    explicit Migrator(std::span<const Migration> migrations = allMigrations());

    int newestVersion() const;

    /// The version of this database, 0 for an empty one. Only reads. Throws storage::Error for one that is not ours or
    /// whose tables are not exactly those of its version, and NewerWorkspaceError for one that is newer than this
    /// program.
    int check(SQLite::Database& database) const;
    /// As check(), but a newer one passes if it has every table and column that this program reads.
    int checkForReading(SQLite::Database& database) const;

    /// Brings a checked database to the newest version in one transaction, after a copy of an existing older one to
    /// "<file>.v<version>.backup". A failed migration leaves the database as it was, and no copy. While another process
    /// migrates, this waits as long as the connection waits for locks, and goes on with what the other has made.
    void migrate(SQLite::Database& database) const;

private:
    void apply(SQLite::Database& database, const Migration& migration) const;
    bool isReadable(SQLite::Database& newer) const;
    std::string schemaOf(int version) const;

    std::span<const Migration> m_migrations;
};

} // namespace storage
