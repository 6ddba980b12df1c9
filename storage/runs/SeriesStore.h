#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "storage/runs/RunRecord.h"

namespace SQLite {
class Database;
}

/// Series in the database: blocks of up to 512 points per key, of which the last is open and written again with every
/// batch.
namespace storage {

std::vector<std::string> readSeriesKeys(SQLite::Database& database, std::int64_t run);
SeriesPoints readSeries(SQLite::Database& database, std::int64_t run, const std::string& key);
/// The newest point up to the step of each run, or of one, that came as far and has the series; not a number where it
/// cannot be read.
void readSeriesAt(SQLite::Database& database, const std::string& key, std::int64_t step, std::optional<std::int64_t> run,
                  const std::function<void(std::int64_t run, double value)>& take);
void truncateSeries(SQLite::Database& database, std::int64_t run, std::int64_t lastStep);

struct SeriesPoint
{
    std::int64_t step = 0;
    double value = 0;
    double seconds = 0;
};

/// Appends points of one run. Keeps the open blocks in memory; after a transaction that failed, forget() makes it read
/// them again.
class SeriesAppender {
public:
    explicit SeriesAppender(std::int64_t run)
        : m_run(run)
    {
    }

    /// Within a transaction; complete only after save().
    void append(SQLite::Database& database, const std::string& key, const SeriesPoint& point);
    void save(SQLite::Database& database);
    void forget() { m_open.clear(); }

private:
    struct OpenBlock
    {
        std::int64_t series = 0;
        std::int64_t block = 0;
        SeriesPoints points;
        bool isSaved = true;
    };
    OpenBlock load(SQLite::Database& database, const std::string& key) const;
    static void save(SQLite::Database& database, OpenBlock& open);

    std::int64_t m_run;
    std::map<std::string, OpenBlock> m_open;
};

} // namespace storage
