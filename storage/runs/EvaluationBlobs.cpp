#include "storage/runs/EvaluationBlobs.h"

#include <SQLiteCpp/Database.h>

#include "storage/schema/Sql.h"

namespace storage {

namespace {

std::string nameOf(EvaluationTable table)
{
    return table == EvaluationTable::Routing ? "routing_evaluations" : "row_evaluations";
}

} // namespace

void writeEvaluationBlob(SQLite::Database& database, EvaluationTable table, std::int64_t run,
                         const std::pair<std::int64_t, std::string>& stepAndSplit, const std::string& blob)
{
    SQLite::Statement write(
        database, "INSERT OR REPLACE INTO " + nameOf(table) + " (run, step, split, data) VALUES (?, ?, ?, ?)");
    write.bind(1, run);
    write.bind(2, stepAndSplit.first);
    write.bind(3, stepAndSplit.second);
    bindBlob(write, 4, blob);
    write.exec();
}

std::vector<std::pair<std::int64_t, std::string>> readEvaluationKeys(SQLite::Database& database, EvaluationTable table,
                                                                     std::int64_t run)
{
    SQLite::Statement query(database, "SELECT step, split FROM " + nameOf(table) + " WHERE run = ? ORDER BY rowid");
    query.bind(1, run);
    std::vector<std::pair<std::int64_t, std::string>> keys;
    while (query.executeStep())
        keys.emplace_back(query.getColumn(0).getInt64(), query.getColumn(1).getString());
    return keys;
}

std::optional<std::string> readEvaluationBlob(SQLite::Database& database, EvaluationTable table, std::int64_t run,
                                              const std::pair<std::int64_t, std::string>& stepAndSplit)
{
    SQLite::Statement query(database,
                            "SELECT data FROM " + nameOf(table) + " WHERE run = ? AND step = ? AND split = ?");
    query.bind(1, run);
    query.bind(2, stepAndSplit.first);
    query.bind(3, stepAndSplit.second);
    if (!query.executeStep())
        return std::nullopt;
    return std::string(blobOf(query, 0));
}

} // namespace storage
