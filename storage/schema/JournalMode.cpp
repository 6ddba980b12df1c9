#include "storage/schema/JournalMode.h"

#include <sqlite3.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

namespace storage {

namespace {

constexpr int indexRegionBytes = 32768; ///< of a write-ahead log's index, as SQLite asks for it

/// Tried, since no file system tells.
bool hasSharedMemory(SQLite::Database& database)
{
    sqlite3_file* file = nullptr;
    if (sqlite3_file_control(database.getHandle(), "main", SQLITE_FCNTL_FILE_POINTER, &file) != SQLITE_OK
        || file == nullptr || file->pMethods == nullptr || file->pMethods->iVersion < 2
        || file->pMethods->xShmMap == nullptr)
        return false;
    void volatile* region = nullptr;
    const bool isMapped =
        file->pMethods->xShmMap(file, 0, indexRegionBytes, 1, &region) == SQLITE_OK && region != nullptr;
    file->pMethods->xShmUnmap(file, 0);
    return isMapped;
}

} // namespace

void chooseJournal(SQLite::Database& database)
{
    if (database.execAndGet("PRAGMA journal_mode").getString() != "wal" && hasSharedMemory(database))
        database.exec("PRAGMA journal_mode = WAL");
}

bool lacksSharedMemory(const SQLite::Exception& error)
{
    switch (error.getExtendedErrorCode()) {
    case SQLITE_CANTOPEN:
    case SQLITE_IOERR_SHMOPEN:
    case SQLITE_IOERR_SHMSIZE:
    case SQLITE_IOERR_SHMLOCK:
    case SQLITE_IOERR_SHMMAP:
        return true;
    default:
        return false;
    }
}

void leaveWriteAheadLog(SQLite::Database& database)
{
    database.exec("PRAGMA locking_mode = EXCLUSIVE"); // a log that nobody shares has its index in this process
    database.exec("PRAGMA journal_mode = DELETE");
    database.exec("PRAGMA locking_mode = NORMAL");
    database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt(); // lets go of the lock
}

} // namespace storage
