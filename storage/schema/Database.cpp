#include "storage/schema/Database.h"

#include <sqlite3.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <thread>

#include "engine/run/DiskSync.h"
#include "engine/run/ThreadRole.h"
#include "storage/runs/Error.h"
#include "storage/schema/Backups.h"
#include "storage/schema/FileLayer.h"
#include "storage/schema/JournalMode.h"
#include "storage/schema/Journals.h"
#include "storage/schema/Migrator.h"
#include "storage/schema/Seal.h"
#include "storage/schema/WorkspaceHold.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr int busyTimeoutMs = 5000;
constexpr std::chrono::milliseconds turnPause(20);
constexpr int migrationWaitMs = 120'000; ///< for another process that migrates
constexpr const char* databaseName = "workspace.sqlite";
constexpr int largestValueBytes = 256 << 20;

bool isAboutLocks(const SQLite::Exception& error)
{
    switch (error.getExtendedErrorCode()) {
    case SQLITE_IOERR_LOCK:
    case SQLITE_IOERR_RDLOCK:
    case SQLITE_IOERR_UNLOCK:
    case SQLITE_IOERR_CHECKRESERVEDLOCK:
        return true;
    default:
        return false;
    }
}

bool isLocked(const SQLite::Exception& error)
{
    const int code = error.getErrorCode() & 0xFF;
    return code == SQLITE_BUSY || code == SQLITE_LOCKED;
}

bool isDamage(const SQLite::Exception& error)
{
    const int code = error.getErrorCode() & 0xFF;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

/// What went wrong, for the user; `file` is the workspace's.
std::string sentence(const SQLite::Exception& error, const fs::path& file)
{
    const std::string name = file.string();
    switch (error.getErrorCode() & 0xFF) {
    case SQLITE_FULL:
        return "The disk that holds " + name + " is full.";
    case SQLITE_IOERR:
        if (isAboutLocks(error))
            return "The file system that holds " + name
                + " does not lock files, which two programs need that use one workspace; keep it on another disk.";
        if (lacksSharedMemory(error))
            return "The file system that holds " + name
                + " cannot share memory between programs; keep the workspace on another disk, or open it once for "
                  "writing.";
        return "The disk that holds " + name + " could not be read or written (it may be full): " + error.what() + ".";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return name + " is not writable.";
    case SQLITE_CANTOPEN:
        return name + " cannot be opened, or its folder is not writable.";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return name + " is locked by another program.";
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return name + " is damaged: " + error.what() + ".";
    default:
        return "The workspace " + name + " failed: " + error.what() + ".";
    }
}

void prepareFolder(const fs::path& workspace, Database::Access access)
{
    std::error_code error;
    const fs::file_status status = fs::status(workspace, error);
    if (fs::exists(status) && !fs::is_directory(status))
        throw Error(workspace.string() + " is a file; a workspace is a folder.");
    if (access == Database::Access::ReadOnly) {
        if (!fs::exists(status))
            throw Error("There is no workspace at " + workspace.string() + ".");
        return;
    }
    error = engine::makeFolders(workspace);
    if (error)
        throw Error("The workspace " + workspace.string() + " cannot be made: " + error.message() + ".");
}

/// The power went while the first tables were written: SQLite takes them back by the journal beside the file.
bool isHalfMade(const fs::path& file, const std::array<char, databaseHeaderBytes>& header)
{
    std::error_code error;
    return std::all_of(header.begin(), header.end(), [](char byte) { return byte == '\0'; })
        && fs::file_size(file.string() + "-journal", error) > 0 && !error;
}

/// Refuses what is not a MoLEx workspace by its first bytes, before SQLite opens it. An empty file passes, and so does
/// a database of one page without an application: another connection may be making a workspace of it.
void checkFirstBytes(const fs::path& file, Database::Access access)
{
    std::error_code error;
    const fs::file_status status = fs::status(file, error);
    if (!fs::exists(status)) {
        if (access == Database::Access::ReadOnly)
            throw Error("There is no workspace at " + file.parent_path().string() + ": it has no "
                        + file.filename().string() + ".");
        return;
    }
    if (!fs::is_regular_file(status))
        throw Error(file.string() + " is not a file but a folder or a device.");
    std::array<char, databaseHeaderBytes> header{};
    const std::size_t count = readFirstBytes(file, header);
    if (access == Database::Access::ReadWrite && (count == 0 || isHalfMade(file, header)))
        return;
    const std::string_view magic("SQLite format 3\0", 16);
    if (count < header.size() || std::string_view(header.data(), magic.size()) != magic)
        throw Error(file.string() + " is not a MoLEx workspace: it is no SQLite database.");
    constexpr std::size_t pagesOffset = 28;
    constexpr std::size_t applicationOffset = 68;
    const std::uint32_t application = headerNumber(header, applicationOffset);
    if (application == 0 && headerNumber(header, pagesOffset) == 1)
        return;
    if (application != static_cast<std::uint32_t>(Migrator::applicationId))
        throw Error(file.string() + " is a database of another program, not a MoLEx workspace.");
}

/// A bit that flipped there makes a workspace look like something else.
void checkStart(const fs::path& file, Database::Access access)
{
    try {
        checkFirstBytes(file, access);
    } catch (const Error&) {
        if (isDamagedAtRest(file))
            throw DamagedError(damageAtRest(file));
        throw;
    }
}

std::string immutableUri(const fs::path& file)
{
    std::string uri = "file:";
    for (const char c : fs::absolute(file).string()) {
        static constexpr char digits[] = "0123456789ABCDEF";
        if (c == '%' || c == '?' || c == '#') {
            uri += '%';
            uri += digits[static_cast<unsigned char>(c) >> 4];
            uri += digits[c & 0xF];
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

/// A write-ahead log with something in it; looking for one makes an empty file.
bool hasLog(const fs::path& file)
{
    std::error_code error;
    return fs::file_size(file.string() + "-wal", error) > 0 && !error;
}

void configure(sqlite3* handle, int option, int value)
{
    sqlite3_db_config(handle, option, value, nullptr);
}

} // namespace

Database::Database(const fs::path& workspace, Access access)
    : m_workspace(workspace)
    , m_file(workspace / databaseName)
{
    engine::requireWorkerThread("Opening a workspace");
    prepareFolder(m_workspace, access);
    m_hold = std::make_unique<WorkspaceHold>(m_workspace, WorkspaceHold::Kind::Shared,
                                             std::chrono::milliseconds(busyTimeoutMs));
    if (m_hold->isRefused())
        throw LockedError(m_file.string() + " is being replaced by a backup.");
    checkStart(m_file, access);
    checkJournals(m_file);
    if (access == Access::ReadWrite)
        lookBeforeWriting(m_file);
    run([&] { open(access); });
    m_isSealed = access == Access::ReadWrite;
}

Database::Database(const fs::path& file)
    : m_workspace(fs::absolute(file).parent_path())
    , m_file(file)
{
    engine::requireWorkerThread("Opening a backup");
    checkFirstBytes(m_file, Access::ReadOnly);
    checkJournals(m_file);
    run([&] { openToRead(); });
}

Database Database::ofFile(const fs::path& file)
{
    return Database(file);
}

Database::~Database()
{
    if (m_isSealed)
        closeAndSeal(m_connection, m_file);
}

void Database::rethrow() const
{
    const auto advice = [this] { return m_file.filename() == databaseName ? restoreAdvice(m_file) : std::string(); };
    try {
        throw;
    } catch (const SQLite::Exception& error) {
        if (isDamage(error))
            throw DamagedError(sentence(error, m_file) + advice());
        if (m_isNewer && (error.getErrorCode() & 0xFF) == SQLITE_READONLY)
            throw NewerWorkspaceError(m_file.string()
                                      + " was written by a newer version of this program, which alone can change it.");
        if (isLocked(error))
            throw LockedError(sentence(error, m_file));
        throw Error(sentence(error, m_file));
    } catch (const DamagedError& error) {
        throw DamagedError(error.what() + advice());
    } catch (const fs::filesystem_error& error) {
        throw Error(error.path1().string() + ": " + error.code().message() + ".");
    }
}

void Database::open(Access access)
{
    if (access == Access::ReadOnly) {
        if (openToRead() < Migrator().newestVersion())
            throw Error(m_file.string()
                        + " is of an older version of this program; open it once for writing to update it.");
        return;
    }
    connect(m_file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    try {
        prepareInTurn();
    } catch (const SQLite::Exception& error) {
        if (!lacksSharedMemory(error) || !giveUpWriteAheadLog())
            throw;
        prepareForWriting();
    }
}

/// SQLite does not wait where that could be for ever, as when several connections make one workspace; one of them has
/// its way then, and the others begin anew.
void Database::prepareInTurn()
{
    using Clock = std::chrono::steady_clock;
    const Clock::time_point end = Clock::now() + std::chrono::milliseconds(busyTimeoutMs);
    for (;;) {
        try {
            return prepareForWriting();
        } catch (const SQLite::Exception& error) {
            if (!isLocked(error) || Clock::now() >= end)
                throw;
        }
        std::this_thread::sleep_for(turnPause);
    }
}

int Database::openToRead()
{
    connect(m_file.string(), SQLite::OPEN_READONLY);
    int version = 0;
    try {
        version = Migrator().checkForReading(*m_connection);
    } catch (const SQLite::Exception& error) {
        // In a folder that is not writable, or where memory cannot be shared, the write-ahead log's index cannot be
        // made; without a log none is needed.
        const bool isUnwritable =
            (error.getErrorCode() & 0xFF) == SQLITE_READONLY || (error.getErrorCode() & 0xFF) == SQLITE_CANTOPEN;
        if ((!isUnwritable && !lacksSharedMemory(error)) || hasLog(m_file))
            throw;
        connect(immutableUri(m_file), SQLite::OPEN_READONLY | SQLite::OPEN_URI);
        version = Migrator().checkForReading(*m_connection);
    }
    m_isNewer = version > Migrator().newestVersion();
    return version;
}

void Database::connect(const std::string& file, int flags)
{
    m_connection = std::make_unique<SQLite::Database>(file, flags);
    sqlite3* handle = m_connection->getHandle();
    m_connection->setBusyTimeout(busyTimeoutMs);
    configure(handle, SQLITE_DBCONFIG_DEFENSIVE, 1);
    configure(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0);
    configure(handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0);
    configure(handle, SQLITE_DBCONFIG_ENABLE_VIEW, 0);
    configure(handle, SQLITE_DBCONFIG_ENABLE_FKEY, 1);
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, largestValueBytes);
    m_connection->exec("PRAGMA cell_size_check = ON");
}

/// Whether there is a rollback journal now in place of a write-ahead log that this file system cannot hold.
bool Database::giveUpWriteAheadLog()
{
    if (sqlite3_db_readonly(m_connection->getHandle(), "main") == 1)
        return false;
    try {
        connect(m_file.string(), SQLite::OPEN_READWRITE);
        leaveWriteAheadLog(*m_connection);
        return true;
    } catch (const SQLite::Exception&) { // what went wrong first is the reason
        return false;
    }
}

void Database::prepareForWriting()
{
    const Migrator migrator;
    const int version = migrator.check(*m_connection);
    if (sqlite3_db_readonly(m_connection->getHandle(), "main") == 1)
        throw Error(m_file.string() + " is not writable.");
    if (version == 0)
        m_connection->exec("PRAGMA auto_vacuum = INCREMENTAL"); // only works before the first table
    m_connection->setBusyTimeout(migrationWaitMs);
    migrator.migrate(*m_connection);
    m_connection->setBusyTimeout(busyTimeoutMs);
    chooseJournal(*m_connection);
    // A batch that was reported as stored survives a power cut; with a rollback journal FULL would not be enough, since
    // the journal must be gone from the disk's list of names.
    m_connection->exec("PRAGMA synchronous = EXTRA");
}

} // namespace storage
