#pragma once

#include <memory>

#include "tests/storage/power/DiskLog.h"

namespace support {

/// While it lives, SQLite's default file system: the one that was default before, with every change of a database, its
/// journal and its write-ahead log noted in a DiskLog. Connections must be closed before it goes. One at a time, for
/// databases of one folder that are new.
class PowerCutVfs {
public:
    explicit PowerCutVfs(DiskLog& log);
    ~PowerCutVfs();
    PowerCutVfs(const PowerCutVfs&) = delete;
    PowerCutVfs& operator=(const PowerCutVfs&) = delete;

    struct State;

private:
    std::unique_ptr<State> m_state;
};

} // namespace support
