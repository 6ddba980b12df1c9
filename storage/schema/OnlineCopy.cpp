#include "storage/schema/OnlineCopy.h"

#include <sqlite3.h>

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Transaction.h>

#include <chrono>
#include <string>
#include <thread>

#include "engine/run/DiskSync.h"
#include "storage/runs/Error.h"
#include "storage/schema/Leftovers.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr int copyAttempts = 1000; ///< while another connection writes
constexpr std::chrono::milliseconds copyPause(10);
constexpr int pagesAtOnce = 1024;

/// A file under another name than it will have; removed unless kept.
class PartialCopy {
public:
    explicit PartialCopy(const fs::path& target)
        : m_path(unfinishedName(target))
    {
    }
    ~PartialCopy()
    {
        std::error_code ignored; // nothing is lost when the unfinished file stays
        for (const char* ending : {"", "-journal", "-wal", "-shm"})
            fs::remove(m_path.string() + ending, ignored);
    }
    PartialCopy(const PartialCopy&) = delete;
    PartialCopy& operator=(const PartialCopy&) = delete;

    const fs::path& path() const { return m_path; }

private:
    const fs::path m_path;
};

SQLite::Database makeCopy(const PartialCopy& partial, const fs::path& target)
{
    try {
        return SQLite::Database(partial.path().string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
    } catch (const SQLite::Exception& error) { // the source is another file
        throw Error(target.string() + " cannot be written: " + error.what() + ".");
    }
}

void copyPages(SQLite::Database& source, SQLite::Database& copy, const engine::Wanted& isWanted)
{
    SQLite::Backup backup(copy, source);
    int attempts = 0;
    for (int result = SQLITE_OK; result != SQLITE_DONE;) {
        engine::requireWanted(isWanted);
        result = backup.executeStep(pagesAtOnce);
        if (result == SQLITE_OK || result == SQLITE_DONE)
            continue;
        if (++attempts == copyAttempts)
            throw Error(source.getFilename() + " is in use and cannot be copied.");
        std::this_thread::sleep_for(copyPause);
    }
}

} // namespace

void copyOnline(SQLite::Database& source, const fs::path& target, const engine::Wanted& isWanted)
{
    removeUnfinishedCopies(fs::absolute(target).parent_path(), target.filename().string());
    const PartialCopy partial(target);
    {
        // One view of the source, so that what others write meanwhile does not begin the copy anew.
        const SQLite::Transaction reading(source, SQLite::TransactionBehavior::DEFERRED);
        source.execAndGet("SELECT count(*) FROM sqlite_schema").getInt();
        SQLite::Database copy = makeCopy(partial, target);
        copy.exec("PRAGMA locking_mode = EXCLUSIVE"); // so that a write-ahead log needs no shared memory
        copyPages(source, copy, isWanted);
        copy.exec("PRAGMA journal_mode = DELETE"); // one file is all there is to keep
    }
    if (const std::error_code error = engine::moveIntoPlace(partial.path(), fs::absolute(target)))
        throw Error(target.string() + " cannot be made: " + error.message() + ".");
}

} // namespace storage
