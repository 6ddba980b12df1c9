#pragma once

#include <chrono>

#include "engine/run/Wanted.h"

struct sqlite3;

namespace SQLite {
class Database;
}

namespace storage {

/// How long the changes of a connection wait, each, while another one writes. Replaces the connection's own timeout;
/// must be gone before the connection is.
class WriterPatience {
public:
    /// Waiting ends early where nothing is wanted any more, which is asked on the connection's thread.
    WriterPatience(SQLite::Database& database, std::chrono::milliseconds longest, engine::Wanted isWanted);
    ~WriterPatience();
    WriterPatience(const WriterPatience&) = delete;
    WriterPatience& operator=(const WriterPatience&) = delete;

private:
    using Clock = std::chrono::steady_clock;

    static int waitOnce(void* self, int attempts) noexcept;
    bool isEnough(bool isFirst);

    sqlite3* m_handle;
    const std::chrono::milliseconds m_longest;
    const engine::Wanted m_isWanted;
    Clock::time_point m_begin; ///< of the present wait
};

} // namespace storage
