#include "storage/runs/WorkspaceRestore.h"

#include <sqlite3.h>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>

#include "engine/run/DiskSync.h"
#include "engine/run/ThreadRole.h"
#include "storage/runs/Error.h"
#include "storage/schema/Backups.h"
#include "storage/schema/Database.h"
#include "storage/schema/Integrity.h"
#include "storage/schema/Journals.h"
#include "storage/schema/Leftovers.h"
#include "storage/schema/OnlineCopy.h"
#include "storage/schema/Seal.h"
#include "storage/schema/WorkspaceHold.h"

namespace fs = std::filesystem;

namespace storage {

namespace {

constexpr int exclusiveWaitMs = 1000; ///< for a connection that is about to close

[[noreturn]] void failInUse(const fs::path& file)
{
    throw Error("Nothing was restored: " + file.string()
                + " is in use; close every window and end every run of this workspace first.");
}

/// Where the backup becomes a workspace before it replaces one. Removed at the end.
class StagingFolder {
public:
    explicit StagingFolder(const fs::path& workspace)
        : m_path(restoringFolder(workspace))
    {
        std::error_code error;
        fs::remove_all(m_path, error); // of an earlier process with this number
        error = engine::makeFolders(m_path);
        if (error)
            throw Error("The workspace " + workspace.string() + " is not writable: " + error.message() + ".");
    }
    ~StagingFolder()
    {
        std::error_code ignored; // a folder that is left does no harm
        fs::remove_all(m_path, ignored);
    }
    StagingFolder(const StagingFolder&) = delete;
    StagingFolder& operator=(const StagingFolder&) = delete;

    const fs::path& path() const { return m_path; }
    fs::path file() const { return m_path / "workspace.sqlite"; }

private:
    const fs::path m_path;
};

/// The highest number among the folders of runs.
std::int64_t highestRunFolder(const fs::path& workspace)
{
    std::int64_t highest = 0;
    std::error_code error;
    for (fs::directory_iterator entry(workspace / "runs", error), end; !error && entry != end; entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        const bool isNumber = !name.empty() && name.size() <= 18
            && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
        if (isNumber)
            highest = std::max<std::int64_t>(highest, std::stoll(name));
    }
    return highest;
}

void raiseLastNumber(SQLite::Database& connection, std::int64_t highest)
{
    SQLite::Statement update(connection, "UPDATE sqlite_sequence SET seq = max(seq, ?) WHERE name = 'runs'");
    update.bind(1, highest);
    if (update.exec() > 0)
        return;
    SQLite::Statement insert(connection, "INSERT INTO sqlite_sequence (name, seq) VALUES ('runs', ?)");
    insert.bind(1, highest);
    insert.exec();
}

/// Makes the staged copy a sound workspace of today's schema, in one file.
void makeReady(const StagingFolder& staging, const engine::Wanted& isWanted)
{
    Database staged(staging.path(), Database::Access::ReadWrite);
    staged.run([&] {
        SQLite::Database& connection = staged.connection();
        if (const auto damage = findDamage(connection, Thoroughness::Full, isWanted); !damage.empty())
            throw Error(staged.file().string() + " is damaged: " + damage.front());
        connection.exec("PRAGMA journal_mode = DELETE");
    });
}

/// A run that the backup does not know has left its folder; the next run must not find its checkpoints there. Looked
/// for once nobody can make another.
void keepNumbersFree(const StagingFolder& staging, const fs::path& workspace)
{
    Database staged(staging.path(), Database::Access::ReadWrite);
    staged.run([&] {
        raiseLastNumber(staged.connection(), highestRunFolder(workspace));
        staged.connection().exec("PRAGMA journal_mode = DELETE");
    });
}

/// Does something with the staged copy; a sentence about that, which nobody knows, is about the file that is named.
template <class Action>
void doOrRestoreNothing(const StagingFolder& staging, const std::string& named, Action action)
{
    try {
        action();
    } catch (const Error& error) {
        std::string sentence = error.what();
        const std::string copy = staging.file().string();
        for (auto at = sentence.find(copy); at != std::string::npos; at = sentence.find(copy, at + named.size()))
            sentence.replace(at, copy.size(), named);
        throw Error("Nothing was restored: " + sentence);
    }
}

/// Copies and checks the backup.
void stage(const fs::path& backup, const StagingFolder& staging, const engine::Wanted& isWanted)
{
    if (checkSeal(backup, isWanted) == SealState::Broken)
        throw Error(backup.string() + " is damaged: its content is not what was backed up. Without "
                    + sealOf(backup).filename().string() + " beside it, it is restored all the same.");
    Database source = Database::ofFile(backup);
    if (source.isNewer())
        throw Error(backup.string() + " was written by a newer version of this program, which alone can restore it.");
    source.run([&] { copyOnline(source.connection(), staging.file(), isWanted); });
    makeReady(staging, isWanted);
}

/// Keeps other programs out of the database for as long as this lives, where it can be opened at all; connections of
/// this program are kept out of the workspace by a WorkspaceHold.
class ExclusiveHold {
public:
    explicit ExclusiveHold(const fs::path& file)
    {
        std::error_code error;
        if (!fs::exists(file, error))
            return;
        try {
            checkJournals(file);
            m_connection = std::make_unique<SQLite::Database>(file.string(), SQLite::OPEN_READWRITE, exclusiveWaitMs);
            // Out of the write-ahead log mode, since a log would stay when the file goes.
            m_connection->exec("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = DELETE; BEGIN EXCLUSIVE");
        } catch (const SQLite::Exception& problem) {
            const int code = problem.getErrorCode() & 0xFF;
            if (code == SQLITE_BUSY || code == SQLITE_LOCKED)
                failInUse(file);
            if (code == SQLITE_FULL) // a sound one, whose log would be taken from it
                throw Error("Nothing was restored: the disk that holds " + file.string() + " is full.");
            m_connection.reset();
        } catch (const Error&) { // a stranger's journal, which nobody may play back
        }
    }

    /// Then all of the database is in its file, and a journal beside it is this connection's own.
    bool isHeld() const { return m_connection != nullptr; }

private:
    std::unique_ptr<SQLite::Database> m_connection;
};

void keepFile(const fs::path& file, const fs::path& kept)
{
    std::error_code error;
    fs::create_hard_link(file, kept, error);
    if (!error)
        return;
    fs::copy_file(file, kept); // not every file system has links
    if (const std::error_code failed = engine::syncToDisk(kept))
        throw fs::filesystem_error("copied", kept, failed);
}

/// Keeps the database under another name, with the log and the journal of one that could not be opened.
fs::path keepReplaced(const fs::path& file, bool isOpen)
{
    std::error_code error;
    if (!fs::exists(fs::symlink_status(file, error)))
        return {};
    fs::path kept = freePath(file.string() + ".replaced");
    keepFile(file, kept);
    for (const char* ending : {"-wal", "-journal"})
        if (!isOpen && fs::exists(file.string() + ending))
            keepFile(file.string() + ending, kept.string() + ending);
    if (const std::error_code failed = engine::syncToDisk(file.parent_path())) // before a log loses its first name
        throw fs::filesystem_error("kept", kept, failed);
    // A log must not meet the file that comes now: SQLite would write its pages into it.
    for (const char* ending : {"-wal", "-journal", "-shm"})
        fs::remove(file.string() + ending);
    return kept;
}

} // namespace

fs::path restoreWorkspace(const fs::path& backup, const fs::path& workspace, const engine::Wanted& isWanted)
{
    engine::requireWorkerThread("Restoring a workspace");
    std::error_code error;
    const fs::path file = workspace / "workspace.sqlite";
    if (!fs::exists(backup, error))
        throw Error(backup.string() + " does not exist.");
    if (fs::equivalent(backup, file, error))
        throw Error(backup.string() + " is the workspace's own database.");
    try {
        const StagingFolder staging(workspace);
        doOrRestoreNothing(staging, backup.string(), [&] { stage(backup, staging, isWanted); });
        const WorkspaceHold hold(workspace, WorkspaceHold::Kind::Alone, std::chrono::milliseconds(exclusiveWaitMs));
        if (hold.isRefused())
            failInUse(file);
        doOrRestoreNothing(staging, file.string(), [&] { keepNumbersFree(staging, workspace); });
        const ExclusiveHold databaseHold(file);
        fs::path kept = keepReplaced(file, databaseHold.isHeld());
        if (const std::error_code failed = engine::moveIntoPlace(staging.file(), file))
            throw Error("The backup could not be put in place: " + failed.message() + ".");
        return kept;
    } catch (const fs::filesystem_error& problem) {
        throw Error("The backup could not be put in place: " + problem.path1().string() + ": "
                    + problem.code().message() + ".");
    }
}

} // namespace storage
