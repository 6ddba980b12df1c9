#include "storage/runs/StepMetric.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <charconv>
#include <limits>

#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RunFilterText.h"
#include "storage/runs/SeriesStore.h"

namespace storage {

namespace {

// Of several rows, SQLite takes the other columns from the one with the greatest id.
constexpr const char* valueSql =
    "SELECT reached.run, value, max(evaluations.id) FROM (SELECT runs.id AS run FROM runs LEFT JOIN evaluations ON "
    "evaluations.run = runs.id %WHERE% GROUP BY runs.id HAVING max(runs.step, ifnull(max(evaluations.step), 0)) >= ?1) "
    "AS reached JOIN evaluations ON evaluations.run = reached.run JOIN evaluation_values ON evaluation = "
    "evaluations.id "
    "WHERE evaluations.step <= ?1 AND key || iif(split LIKE 'dev\\_%' ESCAPE '\\', substr(split, 4), '') = ?2 "
    "GROUP BY reached.run";
constexpr std::string_view place = "%WHERE%";

void readEvaluationsAt(SQLite::Database& database, const StepMetric& metric, std::optional<std::int64_t> run,
                       const std::function<void(std::int64_t run, double value)>& take)
{
    std::string sql = valueSql;
    sql.replace(sql.find(place), place.size(), run ? "WHERE runs.id = ?3" : "");
    SQLite::Statement query(database, sql);
    query.bind(1, metric.step);
    query.bind(2, metric.metric);
    if (run)
        query.bind(3, *run);
    while (query.executeStep()) {
        const SQLite::Column value = query.getColumn(1);
        take(query.getColumn(0).getInt64(),
             value.isNull() ? std::numeric_limits<double>::quiet_NaN() : value.getDouble());
    }
}

/// Runs of other programs: their curves are all that there is.
std::vector<std::int64_t> runsOfCurvesAlone(SQLite::Database& database, std::optional<std::int64_t> run)
{
    SQLite::Statement query(database, std::string("SELECT DISTINCT run FROM imports WHERE kind = 'tensorboard'")
                                          + (run ? " AND run = ?1" : ""));
    if (run)
        query.bind(1, *run);
    std::vector<std::int64_t> runs;
    while (query.executeStep())
        runs.push_back(query.getColumn(0).getInt64());
    return runs;
}

} // namespace

std::string StepMetric::key() const
{
    return metric + "@" + std::to_string(step);
}

std::optional<StepMetric> stepMetricFrom(std::string_view key)
{
    const std::size_t at = key.rfind('@');
    if (at == std::string_view::npos || at == 0)
        return std::nullopt;
    StepMetric metric{std::string(key.substr(0, at)), 0};
    const char* end = key.data() + key.size();
    const auto [stop, error] = std::from_chars(key.data() + at + 1, end, metric.step);
    if (error != std::errc() || stop != end || metric.step < 0)
        return std::nullopt;
    return metric;
}

std::vector<std::string> stepMetricsIn(std::string_view filter)
{
    std::vector<std::string> keys;
    for (const FilterTerm& term : parseFilter(filter).terms)
        if (const auto metric = stepMetricFrom(term.key))
            keys.push_back(metric->key());
    return keys;
}

void readStepMetric(SQLite::Database& database, const StepMetric& metric, std::optional<std::int64_t> run,
                    const std::function<void(std::int64_t run, double value)>& take)
{
    if (isTrainingCurve(metric.metric)) {
        readSeriesAt(database, metric.metric, metric.step, run, take);
        return;
    }
    readEvaluationsAt(database, metric, run, take);
    for (const std::int64_t other : runsOfCurvesAlone(database, run))
        readSeriesAt(database, metric.metric, metric.step, other, take);
}

} // namespace storage
