#include "storage/schema/Migrator.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "storage/runs/Error.h"
#include "storage/schema/Backups.h"
#include "storage/schema/OnlineCopy.h"
#include "storage/schema/Seal.h"

namespace storage {

namespace {

constexpr int copyBusyTimeoutMs = 5000;

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

/// "table.column" of all that is ordinary: neither virtual nor calculated.
std::set<std::string> columnsOf(SQLite::Database& database)
{
    SQLite::Statement query(database,
                            "SELECT object.name || '.' || field.name "
                            "FROM sqlite_schema AS object, pragma_table_xinfo(object.name) AS field "
                            "WHERE object.type = 'table' AND object.sql LIKE 'CREATE TABLE%' "
                            "AND field.hidden = 0");
    std::set<std::string> columns;
    while (query.executeStep())
        columns.insert(query.getColumn(0).getString());
    return columns;
}

/// The copy before a migration. It goes again unless it is kept: a migration that failed has left the database as it
/// was, and each try, on a disk that is full, would leave one more.
class MigrationBackup {
public:
    MigrationBackup() = default;
    ~MigrationBackup()
    {
        if (m_path.empty())
            return;
        std::error_code ignored; // one that stays costs disk space only
        std::filesystem::remove(m_path, ignored);
        std::filesystem::remove(sealOf(m_path), ignored);
    }
    MigrationBackup(const MigrationBackup&) = delete;
    MigrationBackup& operator=(const MigrationBackup&) = delete;

    void make(const std::string& file, int version)
    {
        // The connection that migrates cannot be copied from.
        SQLite::Database source(file, SQLite::OPEN_READONLY, copyBusyTimeoutMs);
        const std::filesystem::path path = migrationBackupName(file, version);
        copyOnline(source, path);
        m_path = path;
        sealCopy(m_path, file);
    }
    std::filesystem::path keep() { return std::exchange(m_path, {}); }

private:
    std::filesystem::path m_path;
};

/// A migration may rebuild a table that others refer to.
class UncheckedReferences {
public:
    explicit UncheckedReferences(SQLite::Database& database)
        : m_database(database)
    {
        m_database.exec("PRAGMA foreign_keys = OFF");
    }
    ~UncheckedReferences() { m_database.tryExec("PRAGMA foreign_keys = ON"); }
    UncheckedReferences(const UncheckedReferences&) = delete;
    UncheckedReferences& operator=(const UncheckedReferences&) = delete;

private:
    SQLite::Database& m_database;
};

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
        throw NewerWorkspaceError(
            database.getFilename() + " was written by a newer version of this program (its schema is "
            + std::to_string(version) + ", this program knows up to " + std::to_string(newestVersion())
            + "): it can be read here, and changed only by an updated program.");
    if (schema != schemaOf(version))
        throw Error(database.getFilename() + " is not a sound workspace: its tables are not those of schema "
                    + std::to_string(version) + ".");
    return version;
}

int Migrator::checkForReading(SQLite::Database& database) const
{
    try {
        return check(database);
    } catch (const NewerWorkspaceError& newer) {
        if (isReadable(database))
            return pragma(database, "user_version");
        throw NewerWorkspaceError(std::string(newer.what()) + " Its tables differ too much to be shown.");
    }
}

bool Migrator::isReadable(SQLite::Database& newer) const
{
    const SQLite::Transaction reading(newer, SQLite::TransactionBehavior::DEFERRED);
    SQLite::Database memory(":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    for (const Migration& migration : m_migrations)
        memory.exec(std::string(migration.sql));
    const std::set<std::string> known = columnsOf(memory);
    const std::set<std::string> there = columnsOf(newer);
    return std::includes(there.begin(), there.end(), known.begin(), known.end());
}

void Migrator::migrate(SQLite::Database& database) const
{
    if (pragma(database, "user_version") >= newestVersion())
        return;
    const UncheckedReferences unchecked(database);
    MigrationBackup backup; // goes after the transaction
    SQLite::Transaction transaction(database, SQLite::TransactionBehavior::IMMEDIATE);
    const int version = pragma(database, "user_version");
    if (version >= newestVersion())
        return; // another process was first
    if (version > 0)
        backup.make(database.getFilename(), version);
    for (const Migration& migration : m_migrations)
        if (migration.version > version)
            apply(database, migration);
    transaction.commit();
    if (version > 0)
        tidyMigrationBackups(database.getFilename(), backup.keep());
}

void Migrator::apply(SQLite::Database& database, const Migration& migration) const
{
    database.exec(std::string(migration.sql));
    if (SQLite::Statement(database, "PRAGMA foreign_key_check").executeStep())
        throw Error(database.getFilename() + " cannot be brought to schema " + std::to_string(migration.version)
                    + ": a row refers to one that does not exist.");
    database.exec("PRAGMA application_id = " + std::to_string(applicationId));
    database.exec("PRAGMA user_version = " + std::to_string(migration.version));
}

} // namespace storage
