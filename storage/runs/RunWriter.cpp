#include "storage/runs/RunWriter.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Transaction.h>

#include <algorithm>

#include "storage/runs/EvaluationBlobs.h"
#include "storage/runs/RoutingEvaluationBlock.h"
#include "storage/runs/RowEvaluationBlock.h"
#include "storage/runs/RunDocuments.h"
#include "storage/runs/RunRows.h"
#include "storage/schema/Sql.h"

namespace storage {

namespace {

constexpr int claimBusyTimeoutMs = 90'000;  // a run that is about to begin has nothing better to do
constexpr int recorderBusyTimeoutMs = 1000; // the recorder tries again by itself

RunState stateOf(engine::RunStatus status)
{
    switch (status) {
    case engine::RunStatus::Finished:
        return RunState::Finished;
    case engine::RunStatus::Stopped:
        return RunState::Stopped;
    case engine::RunStatus::Failed:
        return RunState::Failed;
    case engine::RunStatus::Interrupted:
        break;
    }
    return RunState::Interrupted;
}

const char* levelText(engine::LogLevel level)
{
    return level == engine::LogLevel::Error ? "error" : level == engine::LogLevel::Warning ? "warning" : "info";
}

void setColumn(SQLite::Database& connection, const char* column, std::int64_t run, const std::string& text)
{
    SQLite::Statement update(connection, std::string("UPDATE runs SET ") + column + " = ? WHERE id = ?");
    update.bind(1, text);
    update.bind(2, run);
    update.exec();
}

} // namespace

RunWriter::RunWriter(const std::filesystem::path& workspace, std::int64_t run)
    : m_database(workspace, Database::Access::ReadWrite)
    , m_run(run)
    , m_series(run)
    , m_routing(run)
{
    m_database.run([&] {
        SQLite::Database& connection = m_database.connection();
        connection.setBusyTimeout(claimBusyTimeoutMs);
        SQLite::Transaction transaction(connection, SQLite::TransactionBehavior::IMMEDIATE);
        claimRun(connection, run);
        SQLite::Statement query(connection, "SELECT step FROM runs WHERE id = ?");
        query.bind(1, run);
        query.executeStep();
        m_step = query.getColumn(0).getInt64();
        query.reset();
        transaction.commit();
        connection.setBusyTimeout(recorderBusyTimeoutMs);
    });
}

void RunWriter::write(const std::vector<TimedEvent>& batch)
{
    const std::int64_t stepBefore = m_step;
    try {
        m_database.run([&] {
            SQLite::Transaction transaction(m_database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
            for (const TimedEvent& event : batch)
                store(event);
            m_series.save(m_database.connection());
            m_routing.save(m_database.connection());
            for (const auto& [key, summary] : m_curves)
                writeSeriesSummary(m_database.connection(), m_run, key, summary);
            saveProgress();
            transaction.commit();
        });
    } catch (...) {
        m_step = stepBefore;
        m_series.forget();
        m_routing.forget();
        m_curves.clear();
        throw;
    }
}

void RunWriter::markInterrupted()
{
    m_database.run([&] {
        SQLite::Transaction transaction(m_database.connection(), SQLite::TransactionBehavior::IMMEDIATE);
        changeState(m_database.connection(), m_run, RunState::Interrupted, "It was closed before it ended.");
        transaction.commit();
    });
}

bool RunWriter::isStopRequested()
{
    return m_database.run([&] {
        SQLite::Statement query(m_database.connection(), "SELECT stop_requested FROM runs WHERE id = ?");
        query.bind(1, m_run);
        return query.executeStep() && query.getColumn(0).getInt() != 0;
    });
}

void RunWriter::saveProgress()
{
    SQLite::Statement update(m_database.connection(),
                             "UPDATE runs SET step = ?, written_at = max(?, written_at + 0.00001) "
                             "WHERE id = ?"); // a clock that was set back moves nothing
    update.bind(1, m_step);
    update.bind(2, secondsSince1970());
    update.bind(3, m_run);
    update.exec();
}

void RunWriter::store(const TimedEvent& event)
{
    std::visit([&](const auto& alternative) { store(alternative, event.time); }, event.event);
}

void RunWriter::store(const engine::RunStarted& started, double)
{
    setColumn(m_database.connection(), "started", m_run, toDocument(started));
    m_step = started.firstStep;
}

void RunWriter::store(const engine::StepDone& step, double)
{
    m_step = std::max(m_step, step.step);
    for (const engine::Measurement& value : step.values) {
        m_series.append(m_database.connection(), value.key, {step.step, value.value, step.seconds});
        if (isTrainingCurve(value.key))
            note(value.key, value.value);
    }
}

void RunWriter::note(const std::string& curve, double value)
{
    const auto [known, isNew] = m_curves.try_emplace(curve);
    if (isNew)
        known->second = readSeriesSummary(m_database.connection(), m_run, curve);
    known->second.add(value);
}

void RunWriter::store(const engine::Evaluated& evaluated, double)
{
    SQLite::Database& connection = m_database.connection();
    SQLite::Statement insert(connection, "INSERT INTO evaluations (run, step, epoch, seconds, split, rows, best) "
                                         "VALUES (?, ?, ?, ?, ?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, evaluated.step);
    insert.bind(3, evaluated.epoch);
    insert.bind(4, evaluated.seconds);
    insert.bind(5, evaluated.split);
    insert.bind(6, evaluated.rows);
    insert.bind(7, evaluated.best ? 1 : 0);
    insert.exec();
    const std::int64_t id = connection.getLastInsertRowid();
    SQLite::Statement value(connection, "INSERT INTO evaluation_values (evaluation, place, key, value) "
                                        "VALUES (?, ?, ?, ?)");
    for (std::size_t i = 0; i < evaluated.values.size(); ++i) {
        value.bind(1, id);
        value.bind(2, static_cast<std::int64_t>(i));
        value.bind(3, evaluated.values[i].key);
        value.bind(4, evaluated.values[i].value); // SQLite stores NaN as NULL
        value.exec();
        value.reset();
        m_series.append(connection, scoreKey(evaluated.values[i].key, evaluated.split),
                        {evaluated.step, evaluated.values[i].value, evaluated.seconds});
    }
    summariseMetrics(connection, m_run);
}

void RunWriter::store(const engine::RoutingSnapshot& snapshot, double)
{
    m_routing.append(m_database.connection(), snapshot);
}

void RunWriter::store(const engine::RoutingEvaluated& evaluated, double)
{
    writeEvaluationBlob(m_database.connection(), EvaluationTable::Routing, m_run, {evaluated.step, evaluated.split},
                        packRoutingEvaluation(evaluated));
}

void RunWriter::store(const engine::RowsEvaluated& evaluated, double)
{
    writeEvaluationBlob(m_database.connection(), EvaluationTable::Rows, m_run, {evaluated.step, evaluated.split},
                        packRowEvaluation(evaluated));
}

void RunWriter::store(const engine::LogLine& line, double time)
{
    SQLite::Statement insert(m_database.connection(), "INSERT INTO log (run, time, step, level, text) "
                                                      "VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, time);
    insert.bind(3, m_step);
    insert.bind(4, std::string(levelText(line.level)));
    insert.bind(5, line.text);
    insert.exec();
}

void RunWriter::store(const engine::CheckpointSaved& checkpoint, double)
{
    SQLite::Database& connection = m_database.connection();
    if (checkpoint.best) {
        SQLite::Statement update(connection, "UPDATE checkpoints SET best = 0 WHERE run = ?");
        update.bind(1, m_run);
        update.exec();
    }
    SQLite::Statement insert(connection, "INSERT OR REPLACE INTO checkpoints (run, step, path, bytes, best) "
                                         "VALUES (?, ?, ?, ?, ?)");
    insert.bind(1, m_run);
    insert.bind(2, checkpoint.step);
    insert.bind(3, checkpoint.path);
    insert.bind(4, checkpoint.bytes);
    insert.bind(5, checkpoint.best ? 1 : 0);
    insert.exec();
}

void RunWriter::store(const engine::RunPaused& paused, double)
{
    setColumn(m_database.connection(), "state", m_run, toText(RunState::Paused));
    setColumn(m_database.connection(), "reason", m_run, paused.reason);
}

void RunWriter::store(const engine::RunResumed&, double)
{
    setColumn(m_database.connection(), "state", m_run, toText(RunState::Running));
    setColumn(m_database.connection(), "reason", m_run, "");
}

void RunWriter::store(const engine::RunFinished& finished, double)
{
    changeState(m_database.connection(), m_run, stateOf(finished.status), finished.reason);
    setColumn(m_database.connection(), "finished", m_run, toDocument(finished));
}

} // namespace storage
