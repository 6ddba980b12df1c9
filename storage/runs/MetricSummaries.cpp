#include "storage/runs/MetricSummaries.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>
#include <array>
#include <vector>

#include "engine/run/MetricDirection.h"
#include "storage/runs/AsciiCase.h"
#include "storage/runs/Error.h"
#include "storage/runs/SeriesStore.h"

namespace storage {

namespace {

constexpr std::size_t mostCurves = 100; ///< of a run; each is four columns of the table of runs

constexpr std::array<std::string_view, 5> trainingCurves = {"loss", "balance_loss", "expert_balance_loss",
                                                            "gradient_norm", "gate_gradient_norm"};
constexpr std::string_view curvesPlace = "%CURVES%";

// The training's curves are no evaluation's: they are written by themselves.
constexpr const char* forgetSql = "DELETE FROM metric_summaries WHERE run = ? AND key NOT IN (%CURVES%)";
constexpr const char* summarySql =
    "INSERT OR REPLACE INTO metric_summaries (run, key, last, best, least, greatest) "
    "SELECT run, key, max(iif(id = newest, value, NULL)), max(iif(step = chosen, value, NULL)), min(value), max(value) "
    "FROM (SELECT run, id, step, key, value, max(id) OVER (PARTITION BY key) AS newest, "
    "max(iif(best = 1, step, NULL)) OVER () AS chosen FROM (SELECT run, id, step, best, value, "
    "key || iif(split LIKE 'dev\\_%' ESCAPE '\\', substr(split, 4), '') AS key "
    "FROM evaluations JOIN evaluation_values ON evaluation = id WHERE run = ?)) GROUP BY key";

/// Runs with a training's curve without summary, and runs of other programs without any. Each opening for writing asks,
/// so it looks for a few rows a run, and does not go through all series.
constexpr const char* missingSql =
    "SELECT id, 0 FROM runs WHERE EXISTS (SELECT 1 FROM series WHERE series.run = runs.id AND series.key IN (%CURVES%) "
    "AND NOT EXISTS (SELECT 1 FROM metric_summaries AS known WHERE known.run = runs.id AND known.key = series.key)) "
    "AND id NOT IN (SELECT run FROM imports WHERE kind = 'tensorboard') "
    "UNION SELECT run, 1 FROM imports WHERE kind = 'tensorboard' "
    "AND EXISTS (SELECT 1 FROM series WHERE series.run = imports.run) "
    "AND NOT EXISTS (SELECT 1 FROM metric_summaries AS known WHERE known.run = imports.run)";

/// The statement with the names of the training's curves.
std::string withCurves(std::string sql)
{
    std::string names;
    for (const std::string_view key : trainingCurves)
        names += (names.empty() ? "'" : ", '") + std::string(key) + "'";
    if (const std::size_t at = sql.find(curvesPlace); at != std::string::npos)
        sql.replace(at, curvesPlace.size(), names);
    return sql;
}

double columnOrNan(const SQLite::Column& column)
{
    return column.isNull() ? std::numeric_limits<double>::quiet_NaN() : column.getDouble();
}

/// Empty where the series cannot be read: who opens it is told so then.
SeriesSummary summaryOf(SQLite::Database& database, std::int64_t run, const std::string& key)
{
    SeriesSummary summary;
    try {
        for (const double value : readSeries(database, run, key).values)
            summary.add(value);
    } catch (const Error&) {
        return {};
    }
    return summary;
}

void write(SQLite::Database& database, std::int64_t run, const std::string& key, const SeriesSummary& summary, double best)
{
    SQLite::Statement insert(database, "INSERT OR REPLACE INTO metric_summaries (run, key, last, best, least, greatest) "
                                       "VALUES (?, ?, ?, ?, ?, ?)");
    insert.bind(1, run);
    insert.bind(2, key);
    insert.bind(3, summary.last); // SQLite stores NaN as NULL
    insert.bind(4, best);
    insert.bind(5, summary.least);
    insert.bind(6, summary.greatest);
    insert.exec();
}

/// What is set, counted or timed, by the words that programs use for it.
bool isNoScore(const std::string& tag)
{
    const auto slash = tag.rfind('/');
    const std::string name = slash == std::string::npos ? tag : tag.substr(slash + 1);
    if (name == "lr" || name == "epoch" || name == "step")
        return true;
    static constexpr std::array words = {"learning_rate", "learning-rate", "norm",   "per_second", "per_sec", "runtime",
                                         "seconds",       "time",          "memory", "flops",      "num_",    "count"};
    return std::any_of(words.begin(), words.end(),
                       [&](const char* word) { return name.find(word) != std::string::npos; });
}

double bestOf(const std::string& key, const SeriesSummary& summary)
{
    const std::string tag = lowered(key);
    if (isNoScore(tag))
        return std::numeric_limits<double>::quiet_NaN();
    return engine::isLowerBetter(tag) ? summary.least : summary.greatest;
}

} // namespace

bool isTrainingCurve(std::string_view key)
{
    return std::find(trainingCurves.begin(), trainingCurves.end(), key) != trainingCurves.end();
}

std::string scoreKey(const std::string& key, const std::string& split)
{
    return split.starts_with("dev_") ? key + split.substr(3) : key;
}

void summariseMetrics(SQLite::Database& database, std::int64_t run)
{
    for (const char* sql : {forgetSql, summarySql}) {
        SQLite::Statement statement(database, withCurves(sql));
        statement.bind(1, run);
        statement.exec();
    }
}

SeriesSummary readSeriesSummary(SQLite::Database& database, std::int64_t run, const std::string& key)
{
    SQLite::Statement query(database, "SELECT last, least, greatest FROM metric_summaries WHERE run = ? AND key = ?");
    query.bind(1, run);
    query.bind(2, key);
    if (!query.executeStep())
        return {};
    return {columnOrNan(query.getColumn(0)), columnOrNan(query.getColumn(1)), columnOrNan(query.getColumn(2))};
}

void writeSeriesSummary(SQLite::Database& database, std::int64_t run, const std::string& key, const SeriesSummary& summary)
{
    write(database, run, key, summary, std::numeric_limits<double>::quiet_NaN());
}

void summariseTraining(SQLite::Database& database, std::int64_t run)
{
    SQLite::Statement remove(database, withCurves("DELETE FROM metric_summaries WHERE run = ? AND key IN (%CURVES%)"));
    remove.bind(1, run);
    remove.exec();
    for (const std::string& key : readSeriesKeys(database, run))
        if (isTrainingCurve(key))
            writeSeriesSummary(database, run, key, summaryOf(database, run, key));
}

void summariseCurves(SQLite::Database& database, std::int64_t run)
{
    std::vector<std::string> keys = readSeriesKeys(database, run);
    std::sort(keys.begin(), keys.end());
    keys.resize(std::min(keys.size(), mostCurves));
    for (const std::string& key : keys) {
        const SeriesSummary summary = summaryOf(database, run, key);
        write(database, run, key, summary, bestOf(key, summary));
    }
}

bool lacksSummaries(SQLite::Database& database)
{
    return SQLite::Statement(database, withCurves(missingSql)).executeStep();
}

void summariseMissing(SQLite::Database& database)
{
    std::vector<std::pair<std::int64_t, bool>> runs;
    SQLite::Statement query(database, withCurves(missingSql));
    while (query.executeStep())
        runs.emplace_back(query.getColumn(0).getInt64(), query.getColumn(1).getInt() != 0);
    for (const auto& [run, isOfAnother] : runs)
        if (isOfAnother)
            summariseCurves(database, run);
        else
            summariseTraining(database, run);
}

} // namespace storage
