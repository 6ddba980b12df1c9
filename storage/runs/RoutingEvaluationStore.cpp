#include "storage/runs/RoutingEvaluationStore.h"

#include <SQLiteCpp/Database.h>

#include "storage/runs/RoutingEvaluationBlock.h"
#include "storage/schema/Sql.h"

namespace storage {

void writeRoutingEvaluation(SQLite::Database& database, std::int64_t run, const engine::RoutingEvaluated& evaluated)
{
    const std::string data = packRoutingEvaluation(evaluated);
    SQLite::Statement write(database, "INSERT OR REPLACE INTO routing_evaluations (run, step, split, data) "
                                      "VALUES (?, ?, ?, ?)");
    write.bind(1, run);
    write.bind(2, evaluated.step);
    write.bind(3, evaluated.split);
    bindBlob(write, 4, data);
    write.exec();
}

std::vector<std::pair<std::int64_t, std::string>> readRoutingEvaluationKeys(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT step, split FROM routing_evaluations WHERE run = ? ORDER BY rowid");
    query.bind(1, run);
    std::vector<std::pair<std::int64_t, std::string>> keys;
    while (query.executeStep())
        keys.emplace_back(query.getColumn(0).getInt64(), query.getColumn(1).getString());
    return keys;
}

std::optional<engine::RoutingEvaluated> readRoutingEvaluation(SQLite::Database& database, std::int64_t run,
                                                              std::int64_t step, const std::string& split)
{
    SQLite::Statement query(database, "SELECT data FROM routing_evaluations WHERE run = ? AND step = ? AND split = ?");
    query.bind(1, run);
    query.bind(2, step);
    query.bind(3, split);
    if (!query.executeStep())
        return std::nullopt;
    engine::RoutingEvaluated evaluated = unpackRoutingEvaluation(blobOf(query, 0));
    evaluated.step = step;
    evaluated.split = split;
    return evaluated;
}

} // namespace storage
