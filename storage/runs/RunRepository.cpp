#include "storage/runs/RunRepository.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>

#include "engine/run/ThreadRole.h"
#include "storage/exchange/ImportFolder.h"
#include "storage/runs/EvaluationBlobs.h"
#include "storage/runs/MetricSummaries.h"
#include "storage/runs/ProcessIdentity.h"
#include "storage/runs/QueueRows.h"
#include "storage/runs/RoutingEvaluationBlock.h"
#include "storage/runs/RoutingStore.h"
#include "storage/runs/RowEvaluationBlock.h"
#include "storage/runs/RunRows.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/SeriesStore.h"
#include "storage/schema/Database.h"
#include "storage/schema/Leftovers.h"
#include "storage/schema/Sql.h"
#include "storage/schema/WriterPatience.h"

namespace storage {

namespace {

std::optional<std::int64_t> asNumber(const std::string& text)
{
    const bool isNumber = !text.empty() && text.size() <= 18
        && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    return isNumber ? std::optional<std::int64_t>(std::stoll(text)) : std::nullopt;
}

std::optional<RunRecord> firstOf(std::vector<RunRecord> records)
{
    return records.empty() ? std::nullopt : std::optional<RunRecord>(std::move(records.front()));
}

void deleteBeyond(SQLite::Database& database, const char* table, std::int64_t run, std::int64_t step)
{
    SQLite::Statement remove(database, std::string("DELETE FROM ") + table + " WHERE run = ? AND step > ?");
    remove.bind(1, run);
    remove.bind(2, step);
    remove.exec();
}

Database::Access accessOf(RunRepository::Access access)
{
    return access == RunRepository::Access::ReadWrite ? Database::Access::ReadWrite : Database::Access::ReadOnly;
}

} // namespace

struct RunRepository::Impl
{
    Impl(const std::filesystem::path& workspace, Access access)
        : database(workspace, accessOf(access))
    {
    }

    /// A consistent view for `action(connection)`.
    template <class Action>
    auto read(const char* what, Action action)
    {
        engine::requireWorkerThread(what);
        return database.run([&] {
            const SQLite::Transaction reading(database.connection(), SQLite::TransactionBehavior::DEFERRED);
            return action(database.connection());
        });
    }

    /// All of `action(connection)` or nothing.
    template <class Action>
    void write(const char* what, Action action)
    {
        engine::requireWorkerThread(what);
        database.run([&] {
            SQLite::Transaction writing(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
            action(database.connection());
            writing.commit();
        });
    }

    /// Rows that an older program did not write. Where they cannot be written, the table of runs does without them.
    void completeSummaries()
    {
        try {
            if (database.run([&] { return lacksSummaries(database.connection()); }))
                database.run([&] {
                    SQLite::Transaction writing(database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
                    summariseMissing(database.connection());
                    writing.commit();
                });
        } catch (const Error&) { // a full disk: the workspace opens all the same
        }
    }

    Database database;
    std::optional<WriterPatience> patience;
};

RunRepository::RunRepository(const std::filesystem::path& workspace, Access access)
    : m_impl(std::make_unique<Impl>(workspace, access))
{
    if (access == Access::ReadWrite)
        m_impl->completeSummaries();
}

RunRepository::~RunRepository() = default;

void RunRepository::setPatience(std::chrono::milliseconds longest, engine::Wanted isWanted)
{
    m_impl->patience.reset(); // before the next one, since a connection has only one
    m_impl->patience.emplace(m_impl->database.connection(), longest, std::move(isWanted));
}

const std::filesystem::path& RunRepository::workspace() const
{
    return m_impl->database.workspace();
}

std::filesystem::path RunRepository::runFolder(std::int64_t id) const
{
    return workspace() / "runs" / std::to_string(id);
}

std::int64_t RunRepository::create(const std::string& name, const std::string& group, const std::string& configJson)
{
    return create(std::vector<NewRun>{{name, group, configJson}}).front();
}

std::vector<std::int64_t> RunRepository::create(const std::vector<NewRun>& runs)
{
    std::vector<std::int64_t> ids;
    m_impl->write("RunRepository::create", [&](SQLite::Database& connection) {
        ids.clear();
        for (const NewRun& run : runs)
            ids.push_back(insertRun(connection, run));
    });
    return ids;
}

void RunRepository::restore(const RunRecord& record)
{
    m_impl->write("RunRepository::restore", [&](SQLite::Database& connection) { insertAgain(connection, record); });
}

void RunRepository::moveInQueue(std::int64_t id, std::int64_t next)
{
    m_impl->write("RunRepository::moveInQueue",
                  [id, next](SQLite::Database& connection) { moveBefore(connection, id, next); });
}

void RunRepository::setState(std::int64_t id, RunState state, const std::string& reason)
{
    m_impl->write("RunRepository::setState", [&](SQLite::Database& connection) {
        if (state == RunState::Running)
            claimRun(connection, id);
        else
            changeState(connection, id, state, reason);
    });
}

void RunRepository::rename(std::int64_t id, const std::string& name)
{
    requireName(name);
    m_impl->write("RunRepository::rename", [&](SQLite::Database& connection) {
        stateOf(connection, id);
        if (isInUse(connection, name, id))
            throw Error("Another run is named \"" + name + "\".");
        SQLite::Statement update(connection, "UPDATE runs SET name = ? WHERE id = ?");
        update.bind(1, name);
        update.bind(2, id);
        update.exec();
    });
}

void RunRepository::setMarks(std::int64_t id, const RunMarks& marks)
{
    m_impl->write("RunRepository::setMarks", [&](SQLite::Database& connection) {
        stateOf(connection, id);
        writeMarks(connection, id, marks);
    });
}

RunMarks RunRepository::marks(std::int64_t id) const
{
    return m_impl->read("RunRepository::marks", [id](auto& connection) { return readMarks(connection, id); });
}

bool RunRepository::update(RunOverview& overview, const std::vector<std::string>& stepMetrics) const
{
    return m_impl->read("RunRepository::update",
                        [&](auto& connection) { return overview.update(connection, stepMetrics); });
}

bool RunRepository::update(RunStates& states) const
{
    return m_impl->read("RunRepository::update", [&](auto& connection) { return states.update(connection); });
}

void RunRepository::remove(std::int64_t id)
{
    m_impl->write("RunRepository::remove", [&](SQLite::Database& connection) {
        const RunState state = stateOf(connection, id);
        if (state == RunState::Running || state == RunState::Paused)
            throw Error("Run " + std::to_string(id) + " is " + toText(state) + "; stop it before deleting it.");
        connection.exec("DELETE FROM runs WHERE id = " + std::to_string(id));
    });
    try {
        m_impl->database.run([this] { m_impl->database.connection().exec("PRAGMA incremental_vacuum"); });
    } catch (const Error&) { // the run is gone; what was its room stays in the file until there is room to move it
    }
}

std::vector<RunRecord> RunRepository::runs() const
{
    return m_impl->read("RunRepository::runs", [](auto& connection) { return readRuns(connection, {}); });
}

std::optional<RunRecord> RunRepository::run(std::int64_t id) const
{
    return m_impl->read("RunRepository::run", [id](auto& connection) {
        return firstOf(readRuns(connection, {.clause = "WHERE id = ?", .number = id, .text = {}}));
    });
}

std::optional<RunRecord> RunRepository::find(const std::string& reference) const
{
    return m_impl->read("RunRepository::find", [&](auto& connection) -> std::optional<RunRecord> {
        if (reference == "last")
            return firstOf(readRuns(connection, {.clause = "ORDER BY id DESC LIMIT 1", .number = {}, .text = {}}));
        if (const auto number = asNumber(reference)) {
            auto found = firstOf(readRuns(connection, {.clause = "WHERE id = ?", .number = number, .text = {}}));
            if (found)
                return found;
        }
        return firstOf(readRuns(connection, {.clause = "WHERE name = ? ORDER BY id DESC LIMIT 1", .number = {},
                                             .text = reference}));
    });
}

std::vector<RunRecord> RunRepository::queue() const
{
    return m_impl->read("RunRepository::queue", [](auto& connection) {
        return readRuns(connection, {.clause = "WHERE state = 'queued' ORDER BY queue_order", .number = {}, .text = {}});
    });
}

std::vector<RunRecord> RunRepository::interrupted() const
{
    constexpr auto ours = "WHERE state = 'interrupted' AND id NOT IN (SELECT run FROM imports) ORDER BY ended_at, id";
    return m_impl->read("RunRepository::interrupted",
                        [](auto& database) { return readRuns(database, {.clause = ours, .number = {}, .text = {}}); });
}

std::vector<std::string> RunRepository::seriesKeys(std::int64_t id) const
{
    return m_impl->read("RunRepository::seriesKeys", [id](auto& connection) { return readSeriesKeys(connection, id); });
}

SeriesPoints RunRepository::series(std::int64_t id, const std::string& key) const
{
    return m_impl->read("RunRepository::series", [&](auto& connection) { return readSeries(connection, id, key); });
}

std::vector<engine::Evaluated> RunRepository::evaluations(std::int64_t id) const
{
    return m_impl->read("RunRepository::evaluations", [id](auto& connection) { return readEvaluations(connection, id); });
}

std::vector<std::int64_t> RunRepository::routingSteps(std::int64_t id) const
{
    return m_impl->read("RunRepository::routingSteps",
                        [id](auto& connection) { return readRoutingSteps(connection, id); });
}

std::optional<engine::RoutingSnapshot> RunRepository::routing(std::int64_t id, std::int64_t step) const
{
    return m_impl->read("RunRepository::routing",
                        [id, step](auto& connection) { return readRouting(connection, id, step); });
}

std::vector<engine::RoutingSnapshot> RunRepository::allRouting(std::int64_t id) const
{
    return m_impl->read("RunRepository::allRouting", [id](auto& connection) { return readAllRouting(connection, id); });
}

std::vector<std::pair<std::int64_t, std::string>> RunRepository::routingEvaluationKeys(std::int64_t id) const
{
    return m_impl->read("RunRepository::routingEvaluationKeys", [id](auto& connection) {
        return readEvaluationKeys(connection, EvaluationTable::Routing, id);
    });
}

std::optional<engine::RoutingEvaluated> RunRepository::routingEvaluation(std::int64_t id, std::int64_t step,
                                                                         const std::string& split) const
{
    return m_impl->read("RunRepository::routingEvaluation", [&](auto& connection) {
        return unpackedEvaluation(readEvaluationBlob(connection, EvaluationTable::Routing, id, {step, split}),
                                  unpackRoutingEvaluation, {step, split});
    });
}

std::vector<std::pair<std::int64_t, std::string>> RunRepository::rowEvaluationKeys(std::int64_t id) const
{
    return m_impl->read("RunRepository::rowEvaluationKeys",
                        [id](auto& connection) { return readEvaluationKeys(connection, EvaluationTable::Rows, id); });
}

std::optional<engine::RowsEvaluated> RunRepository::rowEvaluation(std::int64_t id, std::int64_t step,
                                                                  const std::string& split) const
{
    return m_impl->read("RunRepository::rowEvaluation", [&](auto& connection) {
        return unpackedEvaluation(readEvaluationBlob(connection, EvaluationTable::Rows, id, {step, split}),
                                  unpackRowEvaluation, {step, split});
    });
}

std::vector<LogEntry> RunRepository::log(std::int64_t id) const
{
    return m_impl->read("RunRepository::log", [id](auto& connection) { return readLog(connection, id); });
}

std::vector<CheckpointRecord> RunRepository::checkpoints(std::int64_t id) const
{
    return m_impl->read("RunRepository::checkpoints", [id](auto& connection) { return readCheckpoints(connection, id); });
}

void RunRepository::removeCheckpoint(std::int64_t id, const std::string& path)
{
    m_impl->write("RunRepository::removeCheckpoint", [&](SQLite::Database& connection) {
        SQLite::Statement remove(connection, "DELETE FROM checkpoints WHERE run = ? AND path = ?");
        remove.bind(1, id);
        remove.bind(2, path);
        remove.exec();
    });
}

void RunRepository::truncateAfter(std::int64_t id, std::int64_t step)
{
    m_impl->write("RunRepository::truncateAfter", [id, step](SQLite::Database& connection) {
        refuseForeign(connection, id);
        truncateSeries(connection, id, step);
        truncateRouting(connection, id, step);
        for (const char* table : {"evaluations", "routing_evaluations", "row_evaluations", "log", "checkpoints"})
            deleteBeyond(connection, table, id, step);
        summariseMetrics(connection, id);
        summariseTraining(connection, id);
        SQLite::Statement update(connection, "UPDATE runs SET step = min(step, ?), finished = NULL WHERE id = ?");
        update.bind(1, step);
        update.bind(2, id);
        update.exec();
    });
}

int RunRepository::markInterrupted()
{
    int marked = 0;
    m_impl->write("RunRepository::markInterrupted", [&marked](SQLite::Database& connection) {
        SQLite::Statement query(connection, "SELECT id, owner_process, owner_start FROM runs "
                                            "WHERE state IN ('running', 'paused')");
        std::vector<std::int64_t> gone;
        while (query.executeStep())
            if (!ProcessIdentity{query.getColumn(1).getInt64(), query.getColumn(2).getString()}.isAlive())
                gone.push_back(query.getColumn(0).getInt64());
        SQLite::Statement update(connection,
                                 "UPDATE runs SET state = 'interrupted', ended_at = max(written_at, started_at), "
                                 "owner_process = 0, owner_start = '', stop_requested = 0, "
                                 "reason = 'Its process ended before the run did.' WHERE id = ?");
        for (const std::int64_t run : gone) {
            update.bind(1, run);
            update.exec();
            update.reset();
        }
        marked = static_cast<int>(gone.size());
    });
    ImportFolder::finishKilled(workspace(), [this](std::int64_t id, const std::string& hash) {
        const auto record = run(id);
        return record && !record->imports.empty() && record->imports.front().hash == hash;
    });
    removeLeftovers(workspace());
    return marked;
}

void RunRepository::requestStop(std::int64_t id)
{
    m_impl->write("RunRepository::requestStop", [id](SQLite::Database& connection) {
        const RunState state = stateOf(connection, id);
        if (state != RunState::Running && state != RunState::Paused)
            throw Error("Run " + std::to_string(id) + " is not running; it is " + toText(state) + ".");
        SQLite::Statement update(connection, "UPDATE runs SET stop_requested = 1 WHERE id = ?");
        update.bind(1, id);
        update.exec();
    });
}

} // namespace storage
