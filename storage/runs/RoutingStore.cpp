#include "storage/runs/RoutingStore.h"

#include <SQLiteCpp/Database.h>

#include <algorithm>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/RoutingBlock.h"
#include "storage/schema/Sql.h"

namespace storage {

namespace {

using engine::RoutingSnapshot;

constexpr std::size_t blockSnapshots = 32;

std::string packSteps(const std::vector<RoutingSnapshot>& snapshots)
{
    std::vector<std::int64_t> steps;
    steps.reserve(snapshots.size());
    for (const RoutingSnapshot& snapshot : snapshots)
        steps.push_back(snapshot.step);
    ByteWriter writer;
    writer.number(static_cast<std::int64_t>(snapshots.size()));
    writer.column(toDeltas(steps));
    return writer.compressed();
}

std::vector<std::int64_t> unpackSteps(std::string_view blob)
{
    ByteReader reader(blob);
    const std::size_t count = reader.count(1 << 20);
    return fromDeltas(reader.column<std::uint64_t>(count));
}

void writeBlock(SQLite::Database& database, std::int64_t run, std::int64_t block,
                const std::vector<RoutingSnapshot>& snapshots)
{
    const auto [first, last] = std::minmax_element(snapshots.begin(), snapshots.end(),
                                                   [](const auto& a, const auto& b) { return a.step < b.step; });
    const std::string steps = packSteps(snapshots);
    const std::string data = packRouting(snapshots);
    SQLite::Statement write(database, "INSERT INTO routing_blocks (run, block, first_step, last_step, steps, data) "
                                      "VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (run, block) DO UPDATE SET "
                                      "first_step = excluded.first_step, last_step = excluded.last_step, "
                                      "steps = excluded.steps, data = excluded.data");
    write.bind(1, run);
    write.bind(2, block);
    write.bind(3, first->step);
    write.bind(4, last->step);
    bindBlob(write, 5, steps);
    bindBlob(write, 6, data);
    write.exec();
}

} // namespace

std::vector<std::int64_t> readRoutingSteps(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT steps FROM routing_blocks WHERE run = ? ORDER BY block");
    query.bind(1, run);
    std::vector<std::int64_t> steps;
    while (query.executeStep()) {
        const std::vector<std::int64_t> more = unpackSteps(blobOf(query, 0));
        steps.insert(steps.end(), more.begin(), more.end());
    }
    return steps;
}

std::optional<RoutingSnapshot> readRouting(SQLite::Database& database, std::int64_t run, std::int64_t step)
{
    SQLite::Statement query(database, "SELECT data FROM routing_blocks WHERE run = ? AND last_step >= ? "
                                      "AND first_step <= ? ORDER BY block DESC");
    query.bind(1, run);
    query.bind(2, step);
    query.bind(3, step);
    while (query.executeStep())
        for (RoutingSnapshot& snapshot : unpackRouting(blobOf(query, 0)))
            if (snapshot.step == step)
                return std::move(snapshot);
    return std::nullopt;
}

std::vector<RoutingSnapshot> readAllRouting(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT data FROM routing_blocks WHERE run = ? ORDER BY block");
    query.bind(1, run);
    std::vector<RoutingSnapshot> all;
    while (query.executeStep())
        for (RoutingSnapshot& snapshot : unpackRouting(blobOf(query, 0)))
            all.push_back(std::move(snapshot));
    return all;
}

void truncateRouting(SQLite::Database& database, std::int64_t run, std::int64_t lastStep)
{
    std::vector<std::pair<std::int64_t, std::vector<RoutingSnapshot>>> beyond;
    {
        SQLite::Statement query(database, "SELECT block, data FROM routing_blocks WHERE run = ? AND last_step > ?");
        query.bind(1, run);
        query.bind(2, lastStep);
        while (query.executeStep())
            beyond.emplace_back(query.getColumn(0).getInt64(), unpackRouting(blobOf(query, 1)));
    }
    for (auto& [block, snapshots] : beyond) {
        std::erase_if(snapshots, [lastStep](const RoutingSnapshot& snapshot) { return snapshot.step > lastStep; });
        if (!snapshots.empty()) {
            writeBlock(database, run, block, snapshots);
            continue;
        }
        SQLite::Statement remove(database, "DELETE FROM routing_blocks WHERE run = ? AND block = ?");
        remove.bind(1, run);
        remove.bind(2, block);
        remove.exec();
    }
}

void RoutingAppender::append(SQLite::Database& database, const RoutingSnapshot& snapshot)
{
    if (!m_isLoaded)
        load(database);
    if (!m_open.empty() && (m_open.size() >= blockSnapshots || !haveSameShape(m_open.back(), snapshot))) {
        save(database);
        m_open.clear();
        ++m_block;
    }
    m_open.push_back(snapshot);
    m_isSaved = false;
}

void RoutingAppender::save(SQLite::Database& database)
{
    if (m_isSaved)
        return;
    writeBlock(database, m_run, m_block, m_open);
    m_isSaved = true;
}

void RoutingAppender::forget()
{
    m_open.clear();
    m_block = 0;
    m_isLoaded = false;
    m_isSaved = true;
}

void RoutingAppender::load(SQLite::Database& database)
{
    SQLite::Statement query(database, "SELECT block, data FROM routing_blocks WHERE run = ? ORDER BY block DESC LIMIT 1");
    query.bind(1, m_run);
    if (query.executeStep()) {
        m_block = query.getColumn(0).getInt64();
        m_open = unpackRouting(blobOf(query, 1));
    }
    m_isLoaded = true;
}

} // namespace storage
