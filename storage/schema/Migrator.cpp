#include "storage/schema/Migrator.h"

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <thread>

#include <sqlite3.h>
#include <unistd.h>

#include "engine/run/DiskSync.h"
#include "storage/runs/Error.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr int backupAttempts = 1000; ///< while another connection writes
constexpr std::chrono::milliseconds backupPause(10);

int pragma(SQLite::Database& database, const char* name)
{
    return database.execAndGet(std::string("PRAGMA ") + name).getInt();
}

/// A statement of the schema without comments and layout, which may change without changing a table.
std::string normalised(const std::string& sql)
{
    std::string text;
    for (std::size_t i = 0; i < sql.size(); ++i) {
        if (sql.compare(i, 2, "--") == 0)
            i = std::min(sql.find('\n', i), sql.size() - 1);
        if (sql[i] != ' ' && sql[i] != '\n')
            text += sql[i];
    }
    return text;
}

/// Every object of the schema as text, SQLite's own left out.
std::string schemaText(SQLite::Database& database)
{
    SQLite::Statement objects(database, "SELECT type, name, tbl_name, sql FROM sqlite_schema "
                                        "WHERE name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY type, name");
    std::string text;
    while (objects.executeStep())
        for (int column = 0; column < 4; ++column)
            text += normalised(objects.getColumn(column).getString()) + '\n';
    return text;
}

fs::path freeBackupName(const std::string& file, int version)
{
    const std::string name = file + ".v" + std::to_string(version) + ".backup";
    fs::path candidate = name;
    for (int number = 2; fs::exists(candidate); ++number)
        candidate = name + "-" + std::to_string(number);
    return candidate;
}

void backUp(SQLite::Database& database, int version)
{
    const fs::path target = freeBackupName(database.getFilename(), version);
    // Another thread or process may be at the same thing.
    static std::atomic<unsigned> number = 0;
    const fs::path partial =
        target.string() + ".partial-" + std::to_string(::getpid()) + "-" + std::to_string(number.fetch_add(1));
    {
        SQLite::Database copy(partial.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
        SQLite::Backup backup(copy, database);
        for (int attempts = 0; backup.executeStep() != SQLITE_DONE; ++attempts) {
            if (attempts == backupAttempts)
                throw Error(database.getFilename() + " is in use; its backup before the migration cannot be made.");
            std::this_thread::sleep_for(backupPause);
        }
    }
    if (const std::error_code error = engine::moveIntoPlace(partial, target))
        throw Error(target.string() + " cannot be made: " + error.message() + ".");
}

} // namespace

Migrator::Migrator(std::span<const Migration> migrations)
    : m_migrations(migrations)
{
}

int Migrator::newestVersion() const
{
    return m_migrations.back().version;
}

std::string Migrator::schemaOf(int version) const
{
    SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const Migration& migration : m_migrations)
        if (migration.version <= version)
            memory.exec(std::string(migration.sql));
    return schemaText(memory);
}

int Migrator::check(SQLite::Database& database) const
{
    // One read transaction, so that another process cannot migrate between the questions.
    const SQLite::Transaction reading(database, SQLite::TransactionBehavior::DEFERRED);
    const int application = pragma(database, "application_id");
    const int version = pragma(database, "user_version");
    const std::string schema = schemaText(database);
    if (application == 0 && version == 0 && schema.empty())
        return 0;
    if (application != applicationId || version < 1)
        throw Error(database.getFilename() + " is a database of another program, not a MoLEx workspace.");
    if (version > newestVersion())
        throw Error(database.getFilename() + " was written by a newer version of this program (its schema is "
                    + std::to_string(version) + ", this program knows up to " + std::to_string(newestVersion())
                    + "); update the program to open it.");
    if (schema != schemaOf(version))
        throw Error(database.getFilename() + " is not a sound workspace: its tables are not those of schema "
                    + std::to_string(version) + ".");
    return version;
}

void Migrator::migrate(SQLite::Database& database) const
{
    const int version = pragma(database, "user_version");
    if (version >= newestVersion())
        return;
    if (version > 0)
        backUp(database, version);
    database.exec("PRAGMA foreign_keys = OFF"); // a migration may rebuild a table that others refer to
    for (const Migration& migration : m_migrations)
        apply(database, migration);
    database.exec("PRAGMA foreign_keys = ON");
}

void Migrator::apply(SQLite::Database& database, const Migration& migration) const
{
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    if (pragma(database, "user_version") >= migration.version)
        return; // another process was first
    database.exec(std::string(migration.sql));
    if (SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep())
        throw Error(database.getFilename() + " cannot be brought to schema " + std::to_string(migration.version)
                    + ": a row refers to one that does not exist.");
    database.exec("PRAGMA application_id = " + std::to_string(applicationId));
    database.exec("PRAGMA user_version = " + std::to_string(migration.version));
    transaction.commit();
}

} // namespace storage
