#include "tests/storage/power/PowerCutVfs.h"

#include <sqlite3.h>

#include <filesystem>
#include <map>
#include <mutex>
#include <optional>
#include <stdexcept>
#include <string>

#include "tests/storage/power/WatchedTree.h"

namespace support {

/// Filled while SQLite calls, from any thread.
struct PowerCutVfs::State
{
    explicit State(DiskLog& given)
        : log(given)
    {
    }

    DiskLog& log;
    sqlite3_vfs* real = nullptr;
    sqlite3_vfs own{};
    std::mutex mutex;                 ///< so that the log has the order of the disk
    std::map<std::string, int> files; ///< number in the log, by path; without a tree
    std::optional<WatchedTree> tree;

    /// Under the lock, before and after what changes a file.
    void look()
    {
        if (tree)
            tree->look();
    }
};

namespace {

PowerCutVfs::State* powerCut = nullptr;

/// SQLite's memory for an open file: this, then what the real file system keeps.
struct LoggedFile
{
    sqlite3_file base;
    int number;           ///< in the log; negative: not logged
    int isFolderUnsynced; ///< SQLite syncs the folder with the first sync of a new journal
};

LoggedFile& loggedFile(sqlite3_file* file)
{
    return *reinterpret_cast<LoggedFile*>(file);
}

sqlite3_file* realFile(sqlite3_file* file)
{
    return reinterpret_cast<sqlite3_file*>(&loggedFile(file) + 1);
}

const sqlite3_io_methods& realMethods(sqlite3_file* file)
{
    return *realFile(file)->pMethods;
}

int closeLogged(sqlite3_file* file)
{
    return realMethods(file).xClose(realFile(file));
}

int readLogged(sqlite3_file* file, void* bytes, int count, sqlite3_int64 offset)
{
    return realMethods(file).xRead(realFile(file), bytes, count, offset);
}

int writeLogged(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 offset)
{
    const std::lock_guard lock(powerCut->mutex);
    powerCut->look();
    const int result = realMethods(file).xWrite(realFile(file), bytes, count, offset);
    if (result == SQLITE_OK && loggedFile(file).number >= 0)
        powerCut->log.write(loggedFile(file).number, offset,
                            {static_cast<const char*>(bytes), static_cast<std::size_t>(count)});
    return result;
}

int truncateLogged(sqlite3_file* file, sqlite3_int64 size)
{
    const std::lock_guard lock(powerCut->mutex);
    powerCut->look();
    const int result = realMethods(file).xTruncate(realFile(file), size);
    if (result == SQLITE_OK && loggedFile(file).number >= 0)
        powerCut->log.truncate(loggedFile(file).number, size);
    return result;
}

int syncLogged(sqlite3_file* file, int flags)
{
    const std::lock_guard lock(powerCut->mutex);
    powerCut->look();
    const int result = realMethods(file).xSync(realFile(file), flags);
    LoggedFile& logged = loggedFile(file);
    if (result != SQLITE_OK || logged.number < 0)
        return result;
    powerCut->log.sync(logged.number);
    if (logged.isFolderUnsynced != 0)
        powerCut->log.syncNames(powerCut->tree ? powerCut->tree->folderOf(logged.number) : std::string());
    logged.isFolderUnsynced = 0;
    return result;
}

int sizeOfLogged(sqlite3_file* file, sqlite3_int64* size)
{
    return realMethods(file).xFileSize(realFile(file), size);
}

int lockLogged(sqlite3_file* file, int level)
{
    return realMethods(file).xLock(realFile(file), level);
}

int unlockLogged(sqlite3_file* file, int level)
{
    return realMethods(file).xUnlock(realFile(file), level);
}

int checkLockOfLogged(sqlite3_file* file, int* result)
{
    return realMethods(file).xCheckReservedLock(realFile(file), result);
}

int controlLogged(sqlite3_file* file, int operation, void* argument)
{
    return realMethods(file).xFileControl(realFile(file), operation, argument);
}

int sectorOfLogged(sqlite3_file* file)
{
    return realMethods(file).xSectorSize(realFile(file));
}

int traitsOfLogged(sqlite3_file* file)
{
    return realMethods(file).xDeviceCharacteristics(realFile(file));
}

int mapLogged(sqlite3_file* file, int region, int size, int extend, void volatile** memory)
{
    return realMethods(file).xShmMap(realFile(file), region, size, extend, memory);
}

int lockMapOfLogged(sqlite3_file* file, int offset, int count, int flags)
{
    return realMethods(file).xShmLock(realFile(file), offset, count, flags);
}

void barrierOfLogged(sqlite3_file* file)
{
    realMethods(file).xShmBarrier(realFile(file));
}

int unmapLogged(sqlite3_file* file, int isRemoved)
{
    return realMethods(file).xShmUnmap(realFile(file), isRemoved);
}

/// Of version 2, so that SQLite writes through no memory map.
constexpr sqlite3_io_methods loggedMethods = {2,
                                              closeLogged,
                                              readLogged,
                                              writeLogged,
                                              truncateLogged,
                                              syncLogged,
                                              sizeOfLogged,
                                              lockLogged,
                                              unlockLogged,
                                              checkLockOfLogged,
                                              controlLogged,
                                              sectorOfLogged,
                                              traitsOfLogged,
                                              mapLogged,
                                              lockMapOfLogged,
                                              barrierOfLogged,
                                              unmapLogged,
                                              nullptr,
                                              nullptr};

std::string nameInLog(const std::string& path)
{
    return std::filesystem::path(path).filename().string();
}

/// The file's number in the log, under the lock.
int numberInLog(const std::string& path, bool isNew)
{
    if (powerCut->tree) {
        powerCut->look();
        const int number = powerCut->tree->numberOf(path);
        powerCut->tree->leaveContent(number);
        return number;
    }
    if (isNew)
        powerCut->files[path] = powerCut->log.create(nameInLog(path));
    const auto found = powerCut->files.find(path);
    return found == powerCut->files.end() ? -1 : found->second;
}

int openLogged(sqlite3_vfs*, const char* path, sqlite3_file* file, int flags, int* outFlags)
{
    constexpr int journals = SQLITE_OPEN_MAIN_JOURNAL | SQLITE_OPEN_WAL;
    const std::lock_guard lock(powerCut->mutex);
    powerCut->look();
    const bool isLogged = path != nullptr && (flags & (SQLITE_OPEN_MAIN_DB | journals)) != 0;
    const bool isNew = isLogged && !std::filesystem::exists(path);
    const int result = powerCut->real->xOpen(powerCut->real, path, realFile(file), flags, outFlags);
    file->pMethods = result == SQLITE_OK ? &loggedMethods : nullptr;
    loggedFile(file).number = isLogged && result == SQLITE_OK ? numberInLog(path, isNew) : -1;
    loggedFile(file).isFolderUnsynced = (flags & journals) != 0 && (flags & SQLITE_OPEN_CREATE) != 0 ? 1 : 0;
    return result;
}

/// Returns false where the file is not logged. Under the lock, after the real file has gone.
bool noteRemoval(const std::string& path)
{
    if (powerCut->tree) {
        const bool isLogged = powerCut->tree->numberOf(path) >= 0;
        powerCut->look();
        return isLogged;
    }
    if (powerCut->files.erase(path) == 0)
        return false;
    powerCut->log.remove(nameInLog(path));
    return true;
}

int removeLogged(sqlite3_vfs*, const char* path, int isFolderSynced)
{
    const std::lock_guard lock(powerCut->mutex);
    powerCut->look();
    const int result = powerCut->real->xDelete(powerCut->real, path, isFolderSynced);
    if (result != SQLITE_OK || !noteRemoval(path) || isFolderSynced == 0)
        return result;
    if (powerCut->tree)
        powerCut->tree->synced(std::filesystem::path(path).parent_path());
    else
        powerCut->log.syncNames();
    return result;
}

void followCall(const FileCall& call, bool isDone)
{
    if (powerCut == nullptr)
        return;
    const std::lock_guard lock(powerCut->mutex);
    if (!isDone || call.kind == FileCall::Kind::Lock)
        powerCut->look();
    else if (call.kind == FileCall::Kind::Sync)
        powerCut->tree->synced(call.path);
    else if (call.kind == FileCall::Kind::Rename)
        powerCut->tree->renamed(call.path, call.target);
    else
        powerCut->tree->exchanged(call.path, call.target);
}

} // namespace

PowerCutVfs::PowerCutVfs(DiskLog& log)
    : m_state(std::make_unique<State>(log))
{
    m_state->real = sqlite3_vfs_find(nullptr);
    m_state->own = *m_state->real;
    m_state->own.zName = "power-cut";
    m_state->own.szOsFile = static_cast<int>(sizeof(LoggedFile)) + m_state->real->szOsFile;
    m_state->own.xOpen = openLogged;
    m_state->own.xDelete = removeLogged;
    powerCut = m_state.get();
    if (sqlite3_vfs_register(&m_state->own, 1) != SQLITE_OK)
        throw std::runtime_error("the file system for tests cannot be registered");
}

PowerCutVfs::PowerCutVfs(DiskLog& log, const std::filesystem::path& root, FileCalls& calls)
    : PowerCutVfs(log)
{
    m_state->tree.emplace(log, root);
    calls.listen(followCall);
}

PowerCutVfs::~PowerCutVfs()
{
    sqlite3_vfs_unregister(&m_state->own);
    sqlite3_vfs_register(m_state->real, 1);
    powerCut = nullptr;
}

} // namespace support
