#include "storage/runs/RunRows.h"

#include <SQLiteCpp/Database.h>

#include <array>
#include <chrono>
#include <cmath>
#include <unordered_set>
#include <utility>

#include "engine/run/ConfigKeys.h"
#include "storage/runs/ImportRows.h"
#include "storage/runs/ProcessIdentity.h"
#include "storage/runs/RunDocuments.h"
#include "storage/schema/Sql.h"

namespace storage {

namespace {

constexpr std::array states = {RunState::Queued,  RunState::Running, RunState::Paused,     RunState::Finished,
                               RunState::Stopped, RunState::Failed,  RunState::Interrupted};

RunState stateFromText(const std::string& text)
{
    for (const RunState state : states)
        if (text == toText(state))
            return state;
    return RunState::Damaged;
}

double numberOrNan(const SQLite::Column& column)
{
    return column.isNull() ? std::nan("") : column.getDouble();
}

std::vector<engine::Measurement> readMeasurements(SQLite::Database& database, std::int64_t evaluation)
{
    SQLite::Statement query(database, "SELECT key, value FROM evaluation_values WHERE evaluation = ? ORDER BY place");
    query.bind(1, evaluation);
    std::vector<engine::Measurement> values;
    while (query.executeStep())
        values.push_back({query.getColumn(0).getString(), numberOrNan(query.getColumn(1))});
    return values;
}

std::optional<engine::BestResult> readBest(SQLite::Database& database, std::int64_t run, const std::string& metric)
{
    SQLite::Statement query(database, "SELECT step, value FROM evaluations JOIN evaluation_values "
                                      "ON evaluation_values.evaluation = evaluations.id "
                                      "WHERE run = ? AND best = 1 AND key = ? ORDER BY evaluations.id DESC LIMIT 1");
    query.bind(1, run);
    query.bind(2, metric);
    if (!query.executeStep())
        return std::nullopt;
    return engine::BestResult{metric, numberOrNan(query.getColumn(1)), query.getColumn(0).getInt64()};
}

/// The newest scores on the dev split that was scored first.
std::vector<engine::Measurement> readLastEvaluation(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT id FROM evaluations WHERE run = ?1 AND split = (SELECT split FROM evaluations "
                                      "WHERE run = ?1 AND split LIKE 'dev%' ORDER BY id LIMIT 1) ORDER BY id DESC LIMIT 1");
    query.bind(1, run);
    return query.executeStep() ? readMeasurements(database, query.getColumn(0).getInt64())
                               : std::vector<engine::Measurement>();
}

/// A document that cannot be read marks its run and leaves the others alone.
template <class Document>
void readDocument(RunRecord& record, const SQLite::Column& text, Document (*read)(const std::string&),
                  std::optional<Document>& document)
{
    if (text.isNull())
        return;
    try {
        document = read(text.getString());
    } catch (const Error& error) {
        markDamaged(record, error.what());
    }
}

RunRecord readRow(SQLite::Database& database, const SQLite::Statement& row)
{
    RunRecord record;
    record.id = row.getColumn(0).getInt64();
    record.name = row.getColumn(1).getString();
    record.group = row.getColumn(2).getString();
    record.state = stateFromText(row.getColumn(3).getString());
    record.configJson = row.getColumn(4).getString();
    record.createdAt = row.getColumn(5).getDouble();
    record.startedAt = row.getColumn(6).getDouble();
    record.endedAt = row.getColumn(7).getDouble();
    record.reason = row.getColumn(8).getString();
    record.step = row.getColumn(9).getInt64();
    readDocument(record, row.getColumn(10), startedFromDocument, record.started);
    readDocument(record, row.getColumn(11), finishedFromDocument, record.finished);
    if (record.finished && record.finished->best)
        record.best = record.finished->best;
    else if (record.started)
        record.best = readBest(database, record.id, record.started->metric);
    record.lastEvaluation = readLastEvaluation(database, record.id);
    record.imports = readImports(database, record.id);
    if (record.state == RunState::Finished && isOfAnotherProgram(record.imports))
        record.state = RunState::Imported;
    record.marks = readMarks(database, record.id);
    return record;
}

engine::LogLevel levelFromText(const std::string& text)
{
    return text == "error" ? engine::LogLevel::Error
                           : text == "warning" ? engine::LogLevel::Warning : engine::LogLevel::Info;
}

void queueRun(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement update(database, "UPDATE runs SET queue_order = (SELECT max(queue_order) + 1 FROM runs), "
                                       "ended_at = 0 WHERE id = ?");
    update.bind(1, run);
    update.exec();
}

void endRun(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement update(database,
                             "UPDATE runs SET ended_at = max(?, written_at, started_at, created_at) WHERE id = ?");
    update.bind(1, secondsSince1970());
    update.bind(2, run);
    update.exec();
}

} // namespace

double secondsSince1970()
{
    using namespace std::chrono;
    return duration<double>(system_clock::now().time_since_epoch()).count();
}

std::vector<RunRecord> readRuns(SQLite::Database& database, const RunSelection& selection)
{
    SQLite::Statement query(database, std::string("SELECT id, name, group_name, state, config, created_at, started_at, "
                                                  "ended_at, reason, step, started, finished FROM runs ")
                                          + selection.clause);
    if (selection.number)
        query.bind(1, *selection.number);
    if (selection.text)
        query.bind(1, *selection.text);
    std::vector<RunRecord> records;
    while (query.executeStep())
        records.push_back(readRow(database, query));
    return records;
}

std::vector<BegunRuns> readRunsLike(SQLite::Database& database, const std::string& config)
{
    const auto valueIn = [](const std::string& text, const std::string& path) {
        return "ifnull(CASE WHEN json_valid(" + text + ") THEN json_extract(" + text + ", '" + path + "') END, '')";
    };
    const std::string own = std::string("'$.name', '$.group', '$.") + engine::seedKey + "'"; // of each run
    std::string sql = "SELECT ifnull(json_remove(CASE WHEN json_valid(config) THEN config END, " + own + "), config), "
        + valueIn("started", "$.environment") + " FROM runs WHERE started IS NOT NULL";
    for (const char* path : {"$.task.kind", "$.method.kind", "$.routing.kind"})
        sql += " AND " + valueIn("config", path) + " = " + valueIn("?1", path);
    SQLite::Statement query(database, sql);
    query.bind(1, config);
    std::vector<BegunRuns> runs;
    std::unordered_set<std::string> known;
    while (query.executeStep()) {
        BegunRuns like{query.getColumn(0).getString(), query.getColumn(1).getString()};
        if (known.insert(like.config + '\n' + like.environment).second)
            runs.push_back(std::move(like));
    }
    return runs;
}

RunState stateOf(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT state FROM runs WHERE id = ?");
    query.bind(1, run);
    if (!query.executeStep())
        throw Error("There is no run " + std::to_string(run) + " in this workspace.");
    return stateFromText(query.getColumn(0).getString());
}

void refuseForeign(SQLite::Database& database, std::int64_t run)
{
    const RunState state = stateOf(database, run);
    if (state != RunState::Running && state != RunState::Paused)
        return;
    SQLite::Statement query(database, "SELECT owner_process, owner_start FROM runs WHERE id = ?");
    query.bind(1, run);
    query.executeStep();
    const ProcessIdentity owner{query.getColumn(0).getInt64(), query.getColumn(1).getString()};
    if (owner != ProcessIdentity::current() && owner.isAlive())
        throw Error("Run " + std::to_string(run) + " is being run by process " + std::to_string(owner.number) + ".");
}

void claimRun(SQLite::Database& database, std::int64_t run)
{
    refuseForeign(database, run);
    const ProcessIdentity self = ProcessIdentity::current();
    const double now = secondsSince1970();
    SQLite::Statement update(database,
                             "UPDATE runs SET state = 'running', owner_process = ?1, owner_start = ?2, "
                             "started_at = iif(started_at = 0, max(?3, created_at), started_at), "
                             "written_at = max(?3, written_at + 0.00001, started_at, created_at), ended_at = 0, "
                             "reason = '', stop_requested = 0, finished = NULL WHERE id = ?4");
    update.bind(1, self.number);
    update.bind(2, self.start);
    update.bind(3, now);
    update.bind(4, run);
    update.exec();
}

void changeState(SQLite::Database& database, std::int64_t run, RunState state, const std::string& reason)
{
    stateOf(database, run);
    SQLite::Statement update(database, "UPDATE runs SET state = ?1, reason = ?2, "
                                       "owner_process = iif(?1 = 'paused', owner_process, 0), "
                                       "owner_start = iif(?1 = 'paused', owner_start, ''), "
                                       "stop_requested = iif(?1 = 'paused', stop_requested, 0) WHERE id = ?3");
    update.bind(1, std::string(toText(state)));
    update.bind(2, reason);
    update.bind(3, run);
    update.exec();
    if (state == RunState::Queued)
        queueRun(database, run);
    else if (state != RunState::Paused)
        endRun(database, run);
}

std::vector<engine::Evaluated> readEvaluations(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT id, step, epoch, seconds, split, rows, best FROM evaluations "
                                      "WHERE run = ? ORDER BY id");
    query.bind(1, run);
    std::vector<engine::Evaluated> evaluations;
    while (query.executeStep()) {
        engine::Evaluated evaluated;
        evaluated.step = query.getColumn(1).getInt64();
        evaluated.epoch = numberOrNan(query.getColumn(2));
        evaluated.seconds = numberOrNan(query.getColumn(3));
        evaluated.split = query.getColumn(4).getString();
        evaluated.rows = query.getColumn(5).getInt64();
        evaluated.best = query.getColumn(6).getInt() != 0;
        evaluated.values = readMeasurements(database, query.getColumn(0).getInt64());
        evaluations.push_back(std::move(evaluated));
    }
    return evaluations;
}

std::vector<LogEntry> readLog(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT time, level, text FROM log WHERE run = ? ORDER BY id");
    query.bind(1, run);
    std::vector<LogEntry> entries;
    while (query.executeStep())
        entries.push_back({query.getColumn(0).getDouble(), levelFromText(query.getColumn(1).getString()),
                           query.getColumn(2).getString()});
    return entries;
}

std::vector<CheckpointRecord> readCheckpoints(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement query(database, "SELECT step, path, bytes, best FROM checkpoints WHERE run = ? ORDER BY id");
    query.bind(1, run);
    std::vector<CheckpointRecord> records;
    while (query.executeStep())
        records.push_back({query.getColumn(0).getInt64(), query.getColumn(1).getString(),
                           query.getColumn(2).getInt64(), query.getColumn(3).getInt() != 0});
    return records;
}

} // namespace storage
