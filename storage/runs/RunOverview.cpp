#include "storage/runs/RunOverview.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <array>
#include <cmath>
#include <functional>
#include <limits>
#include <optional>
#include <utility>

#include "storage/runs/DocumentCells.h"
#include "storage/runs/FlatJson.h"
#include "storage/runs/RunMarks.h"
#include "storage/runs/StepMetric.h"
#include "storage/runs/TextMap.h"

namespace storage {

namespace {

constexpr double noNumber = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t fewRuns = 200; ///< read one by one up to here, otherwise all at once

using Source = RunTable::Source;
using Kind = RunTable::Kind;

/// A column of the query that is one of the table's.
struct Fact
{
    const char* key;
    Kind kind;
};
constexpr std::array facts = {
    Fact{"name", Kind::Words},      Fact{"group", Kind::Words},    Fact{"state", Kind::Words},
    Fact{"reason", Kind::Words},    Fact{"step", Kind::Numbers},   Fact{"created", Kind::Numbers},
    Fact{"started", Kind::Numbers}, Fact{"ended", Kind::Numbers},  Fact{"tags", Kind::Words},
    Fact{"note", Kind::Words},      Fact{"pinned", Kind::Words},   Fact{"archived", Kind::Words},
    Fact{"baseline", Kind::Words},  Fact{"colour", Kind::Numbers}, Fact{"id", Kind::Numbers}};
constexpr int writtenColumn = int(facts.size());
// In the order in which rows lie in the file: the system reads ahead of who goes forwards.
constexpr const char* factsSql =
    "SELECT name, group_name, iif(state = 'finished' AND EXISTS (SELECT 1 FROM imports WHERE imports.run = runs.id "
    "AND kind = 'tensorboard'), 'imported', state), reason, step, created_at, nullif(started_at, 0), nullif(ended_at, 0), "
    "replace(tags, char(10), ', '), note, iif(pinned, 'yes', NULL), iif(archived, 'yes', NULL), "
    "iif(baseline, 'yes', NULL), colour, id, written_at "
    "FROM runs LEFT JOIN run_marks ON run_marks.run = runs.id ORDER BY id";

void mix(std::size_t& hash, std::size_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15U + 0x7F4A7C15U;
}

/// Of everything that the facts' query says of a run. A time is not made a text for it, which takes longest.
std::size_t hashOf(const SQLite::Statement& row)
{
    std::size_t hash = 0;
    for (int column = 0; column <= writtenColumn; ++column) {
        const SQLite::Column value = row.getColumn(column);
        mix(hash, value.isFloat() ? std::hash<double>()(value.getDouble())
                                  : std::hash<std::string_view>()(value.getText("")));
    }
    return hash;
}

double numberOrNothing(const SQLite::Column& column)
{
    return column.isNull() ? noNumber : column.getDouble();
}

/// Leaves of the documents that are of the run, not of its surroundings; the rest is left to the run's page.
const char* factOfStart(const std::string& path)
{
    static const std::unordered_map<std::string, const char*> keys = {
        {"total_steps", "total_steps"}, {"steps_per_epoch", "steps_per_epoch"}, {"layers", "layers"},
        {"layer_evaluations_nominal", "layer_evaluations_nominal"}, {"parameters.total", "parameters"},
        {"parameters.trainable", "trainable"}, {"parameters.gates", "gates"}, {"metric", "metric"},
        {"device", "device"}, {"precision", "precision"}};
    const auto found = keys.find(path);
    return found == keys.end() ? nullptr : found->second;
}

const char* factOfEnd(const std::string& path)
{
    static const std::unordered_map<std::string, const char*> keys = {
        {"steps", "steps_done"}, {"seconds", "seconds"}, {"evaluation_seconds", "evaluation_seconds"},
        {"evaluations", "evaluations"}, {"wall_seconds", "wall_seconds"}, {"samples_per_second", "samples_per_second"},
        {"tokens_per_second", "tokens_per_second"}, {"peak_memory_bytes", "peak_memory_bytes"},
        {"layer_evaluations", "layer_evaluations"}};
    const auto found = keys.find(path);
    return found == keys.end() ? nullptr : found->second;
}

bool isWord(std::string_view fact)
{
    return fact == "metric" || fact == "device" || fact == "precision";
}

} // namespace

struct RunOverview::Changes
{
    std::vector<std::int64_t> documents; ///< runs whose documents and metrics are to be read
    bool isAny = false;

    bool areMany() const { return documents.size() > fewRuns; }
};

bool RunStates::update(SQLite::Database& database)
{
    const std::int64_t version = database.execAndGet("PRAGMA data_version").getInt64();
    if (version == m_version)
        return false;
    std::size_t states = 0;
    SQLite::Statement query(database, "SELECT id, state, queue_order FROM runs ORDER BY state, queue_order, id");
    while (query.executeStep())
        for (int column = 0; column < query.getColumnCount(); ++column)
            mix(states, std::hash<std::string_view>()(query.getColumn(column).getText("")));
    m_version = version;
    return std::exchange(m_states, states) != states;
}

bool RunOverview::update(SQLite::Database& database, const std::vector<std::string>& stepMetrics)
{
    try {
        const Changes changes = readFacts(database);
        if (!changes.documents.empty()) {
            readDocuments(database, changes);
            readMetrics(database, changes);
        }
        return readStepMetrics(database, changes, stepMetrics) || changes.isAny;
    } catch (...) {
        m_stamps.clear(); // what could not be read is read again
        throw;
    }
}

RunOverview::Changes RunOverview::readFacts(SQLite::Database& database)
{
    Changes changes;
    std::array<std::size_t, facts.size()> columns{};
    for (std::size_t i = 0; i < facts.size(); ++i)
        columns[i] = m_table.column(facts[i].key, Source::Fact, facts[i].kind);
    std::vector<std::int64_t> runs;
    SQLite::Statement query(database, factsSql);
    while (query.executeStep()) {
        const std::int64_t run = query.getColumn(int(facts.size()) - 1).getInt64();
        runs.push_back(run);
        Stamp& stamp = m_stamps[run];
        const std::size_t hash = hashOf(query);
        if (stamp.facts == hash)
            continue;
        changes.isAny = true;
        stamp.facts = hash;
        const std::size_t row = m_table.row(run);
        for (std::size_t i = 0; i < facts.size(); ++i) {
            const SQLite::Column value = query.getColumn(int(i));
            if (facts[i].kind == Kind::Numbers)
                m_table.set(row, columns[i], numberOrNothing(value));
            else
                m_table.set(row, columns[i], value.getText(""));
        }
        const double writtenAt = query.getColumn(writtenColumn).getDouble();
        const std::string state = query.getColumn(2).getString();
        if (stamp.writtenAt != writtenAt || stamp.state != state || stamp.isMarkedDamaged)
            changes.documents.push_back(run);
        stamp.writtenAt = writtenAt;
        stamp.state = state;
    }
    if (runs.size() != m_table.runCount()) {
        changes.isAny = true;
        m_table.keepOnly(runs);
        std::erase_if(m_stamps, [this](const auto& entry) { return !m_table.rowOf(entry.first); });
    }
    return changes;
}

void RunOverview::readDocuments(SQLite::Database& database, const Changes& changes)
{
    const std::string sql = "SELECT id, config, started, finished FROM runs";
    DocumentCells configurations(m_table, [this](const std::string& path, std::string_view text) {
        return configurationCell(path, text);
    });
    DocumentCells starts(m_table,
                         [this](const std::string& path, std::string_view text) { return startCell(path, text); });
    const auto take = [&](const SQLite::Statement& row) {
        const std::int64_t run = row.getColumn(0).getInt64();
        const std::size_t place = m_table.row(run);
        clear(place, Source::Configuration);
        configurations.fill(place, row.getColumn(1).getString());
        const bool isStartGood = row.getColumn(2).isNull() || starts.fill(place, row.getColumn(2).getString());
        for (const char* key : {"seconds", "evaluation_seconds", "evaluations", "wall_seconds", "samples_per_second",
                                "tokens_per_second", "peak_memory_bytes"})
            setNumber(place, key, noNumber);
        const bool isEndGood = row.getColumn(3).isNull() || setFinished(place, row.getColumn(3).getString());
        m_stamps[run].isMarkedDamaged = !isStartGood || !isEndGood;
        if (m_stamps[run].isMarkedDamaged) {
            setText(place, "state", "damaged");
            setText(place, "reason", "The stored document of its start or end is not valid JSON.");
        }
        setTask(place);
    };
    if (changes.areMany()) {
        SQLite::Statement query(database, sql);
        while (query.executeStep())
            take(query);
        return;
    }
    SQLite::Statement query(database, sql + " WHERE id = ?");
    for (const std::int64_t run : changes.documents) {
        query.bind(1, run);
        if (query.executeStep())
            take(query);
        query.reset();
    }
}

void RunOverview::readMetrics(SQLite::Database& database, const Changes& changes)
{
    const std::string sql = "SELECT run, key, last, best, least, greatest FROM metric_summaries";
    TextMap<std::array<std::optional<std::size_t>, 4>> places;
    const auto mainMetric = m_table.columnOf("metric");
    std::int64_t last = 0; // the run of the row before: those of a run lie together
    std::optional<std::size_t> place;
    const auto take = [&](const SQLite::Statement& row) {
        if (const std::int64_t run = row.getColumn(0).getInt64(); !place || run != last) {
            place = m_table.row(run);
            last = run;
        }
        const SQLite::Column name = row.getColumn(1);
        const char* text = name.getText("");
        const std::string_view key(text, std::size_t(name.getBytes()));
        auto known = places.find(key);
        if (known == places.end())
            known = places.try_emplace(std::string(key)).first;
        const std::array prefixes = {"last.", "best.", "min.", "max."};
        for (std::size_t i = 0; i < prefixes.size(); ++i) {
            const SQLite::Column value = row.getColumn(int(i) + 2);
            if (value.isNull())
                continue; // what no run has is no column
            std::optional<std::size_t>& column = known->second[i];
            if (!column)
                column = m_table.column(prefixes[i] + known->first, Source::Metric, Kind::Numbers);
            m_table.set(*place, *column, value.getDouble());
        }
        if (mainMetric && m_table.text(*place, *mainMetric) == key)
            setNumber(*place, "best", numberOrNothing(row.getColumn(3)));
    };
    for (const std::int64_t run : changes.documents) {
        clear(m_table.row(run), Source::Metric);
        setNumber(m_table.row(run), "best", noNumber);
    }
    if (changes.areMany()) {
        SQLite::Statement query(database, sql);
        while (query.executeStep())
            take(query);
        return;
    }
    SQLite::Statement query(database, sql + " WHERE run = ?");
    for (const std::int64_t run : changes.documents) {
        query.bind(1, run);
        while (query.executeStep())
            take(query);
        query.reset();
    }
}

/// Columns wanted anew are read of all runs, the others of those that changed.
bool RunOverview::readStepMetrics(SQLite::Database& database, const Changes& changes, const std::vector<std::string>& wanted)
{
    std::set<std::string> keys;
    for (const std::string& key : wanted)
        if (const auto metric = stepMetricFrom(key); metric && m_table.columnOf("last." + metric->metric))
            keys.insert(key);
    for (const std::string& key : m_stepMetrics)
        if (!keys.contains(key))
            m_table.removeColumn(key);
    for (const std::string& key : keys) {
        const std::size_t column = m_table.column(key, Source::Metric, Kind::Numbers);
        const StepMetric metric = *stepMetricFrom(key);
        const auto take = [&](std::int64_t run, double value) { m_table.set(m_table.row(run), column, value); };
        if (!m_stepMetrics.contains(key) || changes.areMany())
            readStepMetric(database, metric, std::nullopt, take);
        else
            for (const std::int64_t run : changes.documents)
                readStepMetric(database, metric, run, take);
    }
    return std::exchange(m_stepMetrics, keys) != keys;
}

std::optional<RunTable::Cell> RunOverview::configurationCell(const std::string& path, std::string_view text)
{
    if (path == "name" || path == "group" || path.empty())
        return std::nullopt;
    return m_table.cell(m_table.column(path, Source::Configuration, Kind::Words), text);
}

std::optional<RunTable::Cell> RunOverview::startCell(const std::string& path, std::string_view text)
{
    if (path.starts_with("environment."))
        return m_table.cell(m_table.column(path, Source::Environment, Kind::Words), text);
    const char* fact = factOfStart(path);
    if (fact == nullptr)
        return std::nullopt;
    if (isWord(fact))
        return m_table.cell(m_table.column(fact, Source::Fact, Kind::Words), text);
    return m_table.cell(m_table.column(fact, Source::Fact, Kind::Numbers), numberFromText(text));
}

bool RunOverview::setFinished(std::size_t row, const std::string& json)
{
    return visitLeaves(json, [this, row](const std::string& path, std::string_view text) {
        if (const char* fact = factOfEnd(path))
            setNumber(row, fact, numberFromText(text));
    });
}

void RunOverview::setTask(std::size_t row)
{
    const std::string kind = m_table.textOf(row, "task.kind");
    setText(row, "task", kind == "glue" ? m_table.textOf(row, "task.name") : kind);
}

void RunOverview::setText(std::size_t row, std::string_view key, std::string_view text)
{
    m_table.set(row, m_table.column(key, Source::Fact, Kind::Words), text);
}

void RunOverview::setNumber(std::size_t row, std::string_view key, double number)
{
    m_table.set(row, m_table.column(key, Source::Fact, Kind::Numbers), number);
}

void RunOverview::clear(std::size_t row, Source source)
{
    for (std::size_t column = 0; column < m_table.columnCount(); ++column)
        if (m_table.source(column) == source)
            m_table.clear(row, column);
}

} // namespace storage
