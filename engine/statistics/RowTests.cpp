#include "engine/statistics/RowTests.h"

#include <algorithm>
#include <cmath>

#include "engine/run/Error.h"
#include "engine/run/Rounding.h"
#include "engine/statistics/McNemar.h"
#include "engine/statistics/Moments.h"
#include "engine/statistics/PairedResampler.h"

namespace engine {

namespace {

/// Equal but for rounding: sums in another order.
bool isAtLeast(double value, double than)
{
    return value >= than - 1e-12 * std::max(1.0, std::abs(than));
}

TestResult started(TestKind kind, const PairedMetric& metric)
{
    TestResult result;
    result.kind = kind;
    result.n = static_cast<std::int64_t>(metric.rows());
    return result;
}

/// Why there is no test where nothing is observed.
std::string whyNotObserved(const PairedMetric& metric)
{
    return metric.isFinite() ? "the metric is not defined on these rows" : "a row has a value that is not a number";
}

/// (c + 1) / (draws + 1)
double corrected(std::int64_t extreme, std::int64_t draws)
{
    return static_cast<double>(extreme + 1) / static_cast<double>(draws + 1);
}

/// The drawn differences vary as one row's does, divided by the root of the rows: of a mean over rows this is the mean
/// of the rows' differences over their standard deviation. Absent without spread.
std::optional<double> inDeviationsOfARow(double difference, const std::vector<double>& drawn, std::int64_t rows)
{
    if (drawn.size() < 2 || !areFinite(drawn) || isConstant(drawn))
        return std::nullopt;
    return difference / std::sqrt(varianceOf(drawn) * static_cast<double>(rows));
}

} // namespace

TestResult pairedBootstrap(const PairedMetric& metric, const ResamplingOptions& options)
{
    TestResult result = started(TestKind::PairedBootstrap, metric);
    const auto observed = metric.observed();
    if (!observed) {
        result.undefined = whyNotObserved(metric);
        return result;
    }
    const double difference = observed->difference();
    PairedResampler resampler(metric, options.seed);
    std::vector<double> drawn;
    std::int64_t extreme = 0;
    for (std::int64_t i = 0; i < options.resamples; ++i) {
        const auto pair = resampler.drawRows();
        if (!pair)
            continue;
        drawn.push_back(pair->difference());
        extreme += isAtLeast(std::abs(drawn.back() - difference), std::abs(difference)) ? 1 : 0;
    }
    if (drawn.empty()) {
        result.undefined = "the metric is not defined on any rows drawn";
        return result;
    }
    result.statistic = difference;
    result.p = corrected(extreme, static_cast<std::int64_t>(drawn.size()));
    result.effectKind = EffectKind::RowsD;
    result.effect = inDeviationsOfARow(difference, drawn, result.n);
    result.interval = percentileInterval(std::move(drawn), options.level);
    return result;
}

TestResult approximateRandomisation(const PairedMetric& metric, const ResamplingOptions& options)
{
    TestResult result = started(TestKind::ApproximateRandomisation, metric);
    const auto observed = metric.observed();
    if (!observed) {
        result.undefined = whyNotObserved(metric);
        return result;
    }
    const double difference = observed->difference();
    PairedResampler resampler(metric, options.seed);
    std::int64_t extreme = 0;
    std::int64_t draws = 0;
    for (std::int64_t i = 0; i < options.resamples; ++i) {
        if (const auto pair = resampler.exchangeRows()) {
            ++draws;
            extreme += isAtLeast(std::abs(pair->difference()), std::abs(difference)) ? 1 : 0;
        }
    }
    result.statistic = difference;
    result.p = corrected(extreme, draws);
    return result;
}

TestResult mcNemar(const RowsEvaluated& baseline, const RowsEvaluated& other)
{
    if (baseline.labels.empty() || baseline.labels != other.labels
        || baseline.predictions.size() != baseline.labels.size() || other.predictions.size() != other.labels.size())
        throw BadInput("rows", "the two were not evaluated on the same rows");
    std::int64_t onlyBaseline = 0;
    std::int64_t onlyOther = 0;
    for (std::size_t row = 0; row < baseline.labels.size(); ++row) {
        const bool first = baseline.predictions[row] == baseline.labels[row];
        const bool second = other.predictions[row] == baseline.labels[row];
        onlyBaseline += first && !second ? 1 : 0;
        onlyOther += second && !first ? 1 : 0;
    }
    return mcNemar(onlyBaseline, onlyOther, static_cast<std::int64_t>(baseline.labels.size()));
}

} // namespace engine
