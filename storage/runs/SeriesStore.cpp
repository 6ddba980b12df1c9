#include "storage/runs/SeriesStore.h"

#include <SQLiteCpp/Column.h>
#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <limits>

#include "storage/runs/ByteBlock.h"
#include "storage/runs/Error.h"
#include "storage/schema/Sql.h"

namespace storage {

namespace {

constexpr std::size_t blockPoints = 512;

/// The block that reaches the step and the one before, since the step may lie between them; else the last two.
constexpr const char* blocksAtSql =
    "SELECT series.run, points, data FROM series JOIN runs ON runs.id = series.run "
    "JOIN series_blocks ON series_blocks.series = series.id JOIN (SELECT series_blocks.series AS place, "
    "ifnull(min(iif(last_step >= ?2, block, NULL)), max(block)) AS reached FROM series_blocks JOIN series "
    "ON series.id = series_blocks.series WHERE key = ?1 %RUN% GROUP BY series_blocks.series) ON place = series.id "
    "WHERE runs.step >= ?2 AND block BETWEEN reached - 1 AND reached "
    "ORDER BY series.run, block";
constexpr std::string_view runPlace = "%RUN%";

std::string pack(const SeriesPoints& points)
{
    ByteWriter writer;
    writer.column(toDeltas(points.steps));
    writer.column(points.values);
    writer.column(points.seconds);
    return writer.compressed();
}

void unpack(std::string_view blob, std::size_t count, SeriesPoints& points)
{
    ByteReader reader(blob);
    const std::vector<std::int64_t> steps = fromDeltas(reader.column<std::uint64_t>(count));
    const std::vector<double> values = reader.column<double>(count);
    const std::vector<double> seconds = reader.column<double>(count);
    points.steps.insert(points.steps.end(), steps.begin(), steps.end());
    points.values.insert(points.values.end(), values.begin(), values.end());
    points.seconds.insert(points.seconds.end(), seconds.begin(), seconds.end());
}

std::int64_t lastStepOf(const SeriesPoints& points)
{
    return *std::max_element(points.steps.begin(), points.steps.end());
}

void writeBlock(SQLite::Database& database, std::int64_t series, std::int64_t block, const SeriesPoints& points)
{
    const std::string blob = pack(points);
    SQLite::Statement write(database, "INSERT INTO series_blocks (series, block, points, last_step, data) "
                                      "VALUES (?, ?, ?, ?, ?) ON CONFLICT (series, block) DO UPDATE SET "
                                      "points = excluded.points, last_step = excluded.last_step, data = excluded.data");
    write.bind(1, series);
    write.bind(2, block);
    write.bind(3, static_cast<std::int64_t>(points.steps.size()));
    write.bind(4, lastStepOf(points));
    bindBlob(write, 5, blob);
    write.exec();
}

SeriesPoints upTo(const SeriesPoints& points, std::int64_t lastStep)
{
    SeriesPoints kept;
    for (std::size_t i = 0; i < points.steps.size(); ++i) {
        if (points.steps[i] > lastStep)
            continue;
        kept.steps.push_back(points.steps[i]);
        kept.values.push_back(points.values[i]);
        kept.seconds.push_back(points.seconds[i]);
    }
    return kept;
}

struct StoredBlock
{
    std::int64_t series = 0;
    std::int64_t block = 0;
    SeriesPoints points;
};

std::vector<StoredBlock> blocksBeyond(SQLite::Database& database, std::int64_t run, std::int64_t lastStep)
{
    SQLite::Statement query(database, "SELECT series, block, points, data FROM series_blocks JOIN series "
                                      "ON series.id = series_blocks.series WHERE run = ? AND last_step > ?");
    query.bind(1, run);
    query.bind(2, lastStep);
    std::vector<StoredBlock> blocks;
    while (query.executeStep()) {
        StoredBlock block{query.getColumn(0).getInt64(), query.getColumn(1).getInt64(), {}};
        unpack(blobOf(query, 3), countOf(query, 2), block.points);
        blocks.push_back(std::move(block));
    }
    return blocks;
}

} // namespace

std::vector<std::string> readSeriesKeys(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT key FROM series WHERE run = ? ORDER BY id");
    query.bind(1, run);
    std::vector<std::string> keys;
    while (query.executeStep())
        keys.push_back(query.getColumn(0).getString());
    return keys;
}

SeriesPoints readSeries(SQLite::Database& database, std::int64_t run, const std::string& key)
{
    SQLite::Statement query(database, "SELECT points, data FROM series_blocks JOIN series "
                                      "ON series.id = series_blocks.series WHERE run = ? AND key = ? ORDER BY block");
    query.bind(1, run);
    query.bind(2, key);
    SeriesPoints points;
    points.key = key;
    while (query.executeStep())
        unpack(blobOf(query, 1), countOf(query, 0), points);
    return points;
}

void readSeriesAt(SQLite::Database& database, const std::string& key, std::int64_t step, std::optional<std::int64_t> run,
                  const std::function<void(std::int64_t run, double value)>& take)
{
    std::string sql = blocksAtSql;
    sql.replace(sql.find(runPlace), runPlace.size(), run ? "AND series.run = ?3" : "");
    SQLite::Statement query(database, sql);
    query.bind(1, key);
    query.bind(2, step);
    if (run)
        query.bind(3, *run);
    std::map<std::int64_t, double> values;
    while (query.executeStep()) {
        const std::int64_t id = query.getColumn(0).getInt64();
        SeriesPoints points;
        try {
            unpack(blobOf(query, 2), countOf(query, 1), points);
        } catch (const Error&) { // who opens the run is told so then
            values[id] = std::numeric_limits<double>::quiet_NaN();
        }
        for (std::size_t i = 0; i < points.steps.size(); ++i)
            if (points.steps[i] <= step)
                values[id] = points.values[i];
    }
    for (const auto& [id, value] : values)
        take(id, value);
}

void truncateSeries(SQLite::Database& database, std::int64_t run, std::int64_t lastStep)
{
    for (const StoredBlock& block : blocksBeyond(database, run, lastStep)) {
        const SeriesPoints kept = upTo(block.points, lastStep);
        if (!kept.steps.empty()) {
            writeBlock(database, block.series, block.block, kept);
            continue;
        }
        SQLite::Statement remove(database, "DELETE FROM series_blocks WHERE series = ? AND block = ?");
        remove.bind(1, block.series);
        remove.bind(2, block.block);
        remove.exec();
    }
    SQLite::Statement empty(database, "DELETE FROM series WHERE run = ? AND id NOT IN (SELECT series FROM series_blocks)");
    empty.bind(1, run);
    empty.exec();
}

void SeriesAppender::append(SQLite::Database& database, const std::string& key, const SeriesPoint& point)
{
    auto found = m_open.find(key);
    if (found == m_open.end())
        found = m_open.emplace(key, load(database, key)).first;
    OpenBlock& open = found->second;
    if (open.points.steps.size() >= blockPoints) {
        save(database, open);
        open.points = {};
        ++open.block;
    }
    open.points.steps.push_back(point.step);
    open.points.values.push_back(point.value);
    open.points.seconds.push_back(point.seconds);
    open.isSaved = false;
}

void SeriesAppender::save(SQLite::Database& database)
{
    for (auto& [key, open] : m_open)
        save(database, open);
}

void SeriesAppender::save(SQLite::Database& database, OpenBlock& open)
{
    if (open.isSaved)
        return;
    writeBlock(database, open.series, open.block, open.points);
    open.isSaved = true;
}

SeriesAppender::OpenBlock SeriesAppender::load(SQLite::Database& database, const std::string& key) const
{
    SQLite::Statement make(database, "INSERT INTO series (run, key) VALUES (?, ?) ON CONFLICT DO NOTHING");
    make.bind(1, m_run);
    make.bind(2, key);
    make.exec();
    SQLite::Statement query(database, "SELECT series.id, block, points, data FROM series LEFT JOIN series_blocks "
                                      "ON series_blocks.series = series.id WHERE run = ? AND key = ? "
                                      "ORDER BY block DESC LIMIT 1");
    query.bind(1, m_run);
    query.bind(2, key);
    query.executeStep();
    OpenBlock open;
    open.series = query.getColumn(0).getInt64();
    if (query.isColumnNull(1))
        return open;
    open.block = query.getColumn(1).getInt64();
    unpack(blobOf(query, 3), countOf(query, 2), open.points);
    return open;
}

} // namespace storage
