#pragma once

#include <filesystem>
#include <memory>

#include "tests/storage/power/DiskLog.h"
#include "tests/support/FileCalls.h"

namespace support {

/// While it lives, SQLite's default file system: the one that was default before, with every change of a database, its
/// journal and its write-ahead log noted in a DiskLog. Connections must be closed before it goes. One at a time.
class PowerCutVfs {
public:
    /// For databases of one folder that are new.
    explicit PowerCutVfs(DiskLog& log);
    /// For all files below a folder, SQLite's and others; what is there counts as synced. `calls` tells what the
    /// program syncs and renames by itself; all of it from one thread.
    PowerCutVfs(DiskLog& log, const std::filesystem::path& root, FileCalls& calls);
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs&) = delete;
    PowerCutVfs& operator=(const PowerCutVfs&) = delete;

    struct State;

private:
    std::unique_ptr<State> m_state;
};

} // namespace support
