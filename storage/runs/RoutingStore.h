#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "engine/run/RunEvent.h"

namespace SQLite {
class Database;
}

/// Routing snapshots in the database: blocks of up to 32, of which the last is open and written again with every batch.
namespace storage {

std::vector<std::int64_t> readRoutingSteps(SQLite::Database& database, std::int64_t run);
std::optional<engine::RoutingSnapshot> readRouting(SQLite::Database& database, std::int64_t run, std::int64_t step);
std::vector<engine::RoutingSnapshot> readAllRouting(SQLite::Database& database, std::int64_t run);
void truncateRouting(SQLite::Database& database, std::int64_t run, std::int64_t lastStep);

/// Appends snapshots of one run. Keeps the open block in memory; after a transaction that failed, forget() makes it
/// read the block again.
class RoutingAppender {
public:
    explicit RoutingAppender(std::int64_t run)
        : m_run(run)
    {
    }

    /// Within a transaction; complete only after save().
    void append(SQLite::Database& database, const engine::RoutingSnapshot& snapshot);
    void save(SQLite::Database& database);
    void forget();

private:
    void load(SQLite::Database& database);

    std::int64_t m_run;
    std::int64_t m_block = 0;
    std::vector<engine::RoutingSnapshot> m_open;
    bool m_isLoaded = false;
    bool m_isSaved = true;
};

} // namespace storage
