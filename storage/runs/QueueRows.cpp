#include "storage/runs/QueueRows.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <vector>

#include "storage/runs/Error.h"
#include "storage/runs/RunRows.h"
#include "storage/schema/Sql.h"

namespace storage {

namespace {

constexpr const char* insertSql = "INSERT INTO runs (id, name, group_name, state, config, created_at, queue_order) "
                                  "VALUES (?, ?, ?, 'queued', ?, ?, "
                                  "(SELECT coalesce(max(queue_order), 0) + 1 FROM runs))";

std::vector<std::int64_t> waiting(SQLite::Database& database)
{
    SQLite::Statement query(database, "SELECT id FROM runs WHERE state = 'queued' ORDER BY queue_order, id");
    std::vector<std::int64_t> runs;
    while (query.executeStep())
        runs.push_back(query.getColumn(0).getInt64());
    return runs;
}

} // namespace

void requireName(const std::string& name)
{
    if (name.find_first_not_of(" \t\r\n") == std::string::npos)
        throw Error("A run needs a name.");
}

bool isInUse(SQLite::Database& database, const std::string& name, std::int64_t exceptRun)
{
    SQLite::Statement query(database, "SELECT 1 FROM runs WHERE name = ? AND id <> ?");
    query.bind(1, name);
    query.bind(2, exceptRun);
    return query.executeStep();
}

std::string freeName(SQLite::Database& database, const std::string& wanted)
{
    std::string name = wanted;
    for (int number = 2; isInUse(database, name, 0); ++number)
        name = wanted + "-" + std::to_string(number);
    return name;
}

std::int64_t insertRun(SQLite::Database& database, const NewRun& run)
{
    requireName(run.name);
    SQLite::Statement insert(database, insertSql);
    insert.bind(1); // the next number
    insert.bind(2, freeName(database, run.name));
    insert.bind(3, run.group);
    insert.bind(4, run.configJson);
    insert.bind(5, secondsSince1970());
    insert.exec();
    return database.getLastInsertRowid();
}

void insertAgain(SQLite::Database& database, const RunRecord& record)
{
    SQLite::Statement query(database, "SELECT 1 FROM runs WHERE id = ?");
    query.bind(1, record.id);
    if (query.executeStep())
        throw Error("Run " + std::to_string(record.id) + " is in the workspace already.");
    SQLite::Statement insert(database, insertSql);
    insert.bind(1, record.id);
    insert.bind(2, freeName(database, record.name));
    insert.bind(3, record.group);
    insert.bind(4, record.configJson);
    insert.bind(5, record.createdAt);
    insert.exec();
    writeMarks(database, record.id, record.marks);
}

void moveBefore(SQLite::Database& database, std::int64_t run, std::int64_t next)
{
    std::vector<std::int64_t> order = waiting(database);
    const auto found = std::find(order.begin(), order.end(), run);
    if (found == order.end())
        throw Error("Run " + std::to_string(run) + " does not wait in the queue.");
    if (run == next)
        return;
    order.erase(found);
    auto place = next == 0 ? order.end() : std::find(order.begin(), order.end(), next);
    if (next != 0 && place == order.end())
        place = order.begin(); // what stood behind it has begun
    order.insert(place, run);
    SQLite::Statement update(database, "UPDATE runs SET queue_order = ? WHERE id = ?");
    for (std::size_t i = 0; i < order.size(); ++i) {
        update.bind(1, static_cast<std::int64_t>(i + 1));
        update.bind(2, order[i]);
        update.exec();
        update.reset();
    }
}

} // namespace storage
