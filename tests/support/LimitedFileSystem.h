#pragma once

#include <sqlite3.h>

namespace support {

/// SQLite's file layer as it is on a file system that lacks something, for as long as this lives. Only one at a time.
class LimitedFileSystem {
public:
    enum class Lacks {
        SharedMemory, ///< the layer has no calls for it, as on systems without mmap
        MappedMemory, ///< the calls fail, as on some network and container file systems
        Locks
    };

    explicit LimitedFileSystem(Lacks lacks)
        : m_layer(*sqlite3_vfs_find(nullptr))
    {
        s_lacks = lacks;
        s_real = sqlite3_vfs_find(nullptr);
        m_layer.zName = "limited";
        m_layer.pNext = nullptr;
        m_layer.xOpen = openFile;
        sqlite3_vfs_register(&m_layer, 1);
    }
    ~LimitedFileSystem()
    {
        sqlite3_vfs_unregister(&m_layer);
        sqlite3_vfs_register(s_real, 1);
    }
    LimitedFileSystem(const LimitedFileSystem&) = delete;
    LimitedFileSystem& operator=(const LimitedFileSystem&) = delete;

private:
    static int openFile(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* outFlags)
    {
        const int code = s_real->xOpen(s_real, name, file, flags, outFlags);
        if (code != SQLITE_OK || file->pMethods == nullptr || (flags & SQLITE_OPEN_MAIN_DB) == 0)
            return code;
        s_methods = *file->pMethods;
        if (s_lacks == Lacks::SharedMemory)
            s_methods.iVersion = 1;
        else if (s_lacks == Lacks::MappedMemory)
            s_methods.xShmMap = refuseMap;
        else
            s_methods.xLock = refuseLock;
        file->pMethods = &s_methods;
        return code;
    }

    static int refuseMap(sqlite3_file*, int, int, int, void volatile**) { return SQLITE_IOERR_SHMMAP; }
    static int refuseLock(sqlite3_file*, int) { return SQLITE_IOERR_LOCK; }

    static inline Lacks s_lacks = Lacks::Locks;
    static inline sqlite3_vfs* s_real = nullptr;
    static inline sqlite3_io_methods s_methods{};
    sqlite3_vfs m_layer;
};

} // namespace support
