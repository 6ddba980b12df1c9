#pragma once

#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace SQLite {
class Database;
}

/// One row per run and metric: last, best, least, greatest value. Of evaluations, of some curves of every training, and
/// of the curves of runs that another program recorded.
namespace storage {

/// True for the series of the training that have summaries: losses and norms of gradients.
bool isTrainingCurve(std::string_view key);

/// Under which key a score stands: the dev split's have the plain key, those of dev_mismatched end in _mismatched.
std::string scoreKey(const std::string& key, const std::string& split);

/// After evaluations of the run were added or removed, within the same transaction.
void summariseMetrics(SQLite::Database& database, std::int64_t run);

/// Of the values of one series in their order. Not a number where there is none; what is not finite is neither least nor
/// greatest.
struct SeriesSummary
{
    double last = std::numeric_limits<double>::quiet_NaN();
    double least = std::numeric_limits<double>::quiet_NaN();
    double greatest = std::numeric_limits<double>::quiet_NaN();

    void add(double value)
    {
        last = value;
        if (!std::isfinite(value))
            return;
        least = std::fmin(least, value);
        greatest = std::fmax(greatest, value);
    }
};

/// All within the caller's transaction.
SeriesSummary readSeriesSummary(SQLite::Database& database, std::int64_t run, const std::string& key);
void writeSeriesSummary(SQLite::Database& database, std::int64_t run, const std::string& key, const SeriesSummary& summary);
/// After points of the training's curves were removed.
void summariseTraining(SQLite::Database& database, std::int64_t run);
/// Of a run that another program recorded, whose curves are all that there is: each series, of very many the first by
/// name. Best is the least of what ends in "loss" or "perplexity", nothing for rates, norms, times and counts, otherwise
/// the greatest.
void summariseCurves(SQLite::Database& database, std::int64_t run);

/// True when an older program has left out rows that summariseMissing() writes.
bool lacksSummaries(SQLite::Database& database);
void summariseMissing(SQLite::Database& database);

} // namespace storage
