#include "storage/runs/MetricSummaries.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

namespace storage {

namespace {

constexpr const char* summarySql =
    "INSERT INTO metric_summaries (run, key, last, best, least, greatest) "
    "SELECT run, key, max(iif(id = newest, value, NULL)), max(iif(step = chosen, value, NULL)), min(value), max(value) "
    "FROM (SELECT run, id, step, key, value, max(id) OVER (PARTITION BY key) AS newest, "
    "max(iif(best = 1, step, NULL)) OVER () AS chosen FROM (SELECT run, id, step, best, value, "
    "key || iif(split LIKE 'dev\\_%' ESCAPE '\\', substr(split, 4), '') AS key "
    "FROM evaluations JOIN evaluation_values ON evaluation = id WHERE run = ?)) GROUP BY key";

} // namespace

std::string scoreKey(const std::string& key, const std::string& split)
{
    return split.starts_with("dev_") ? key + split.substr(3) : key;
}

void summariseMetrics(SQLite::Database& database, std::int64_t run)
{
    for (const char* sql : {"DELETE FROM metric_summaries WHERE run = ?", summarySql}) {
        SQLite::Statement statement(database, sql);
        statement.bind(1, run);
        statement.exec();
    }
}

} // namespace storage
