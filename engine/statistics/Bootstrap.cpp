#include "engine/statistics/Bootstrap.h"

#include <boost/math/distributions/normal.hpp>

#include <algorithm>
#include <cmath>

#include "engine/data/Random.h"
#include "engine/run/Rounding.h"
#include "engine/statistics/Moments.h"

namespace engine {

namespace {

/// Share of the estimates below `value`; those equal to it count half.
double shareBelow(std::span<const double> values, double value)
{
    double below = 0;
    for (const double each : values)
        below += each < value ? 1 : each == value ? 0.5 : 0;
    return below / static_cast<double>(values.size());
}

/// Efron and Tibshirani 1993, equation 14.15; absent without spread.
std::optional<double> acceleration(std::span<const double> jackknife)
{
    const double mean = meanOf(jackknife);
    double squares = 0;
    double cubes = 0;
    for (const double value : jackknife) {
        squares += (mean - value) * (mean - value);
        cubes += (mean - value) * (mean - value) * (mean - value);
    }
    if (squares <= 0)
        return std::nullopt;
    return cubes / (6 * std::pow(squares, 1.5));
}

std::vector<double> jackknifeMeans(std::span<const double> values)
{
    const auto count = static_cast<double>(values.size());
    const double sum = meanOf(values) * count;
    std::vector<double> means;
    for (const double value : values)
        means.push_back((sum - value) / (count - 1));
    return means;
}

} // namespace

double quantileOf(std::span<const double> sorted, double probability)
{
    const double place = probability * static_cast<double>(sorted.size() - 1);
    const auto below = static_cast<std::size_t>(std::floor(place));
    const std::size_t above = std::min(below + 1, sorted.size() - 1);
    return sorted[below] + (place - std::floor(place)) * (sorted[above] - sorted[below]);
}

std::optional<Interval> percentileInterval(std::vector<double> resampled, double level)
{
    if (resampled.empty() || !areFinite(resampled))
        return std::nullopt;
    std::sort(resampled.begin(), resampled.end());
    if (resampled.front() == resampled.back())
        return std::nullopt;
    return Interval{quantileOf(resampled, (1 - level) / 2), quantileOf(resampled, (1 + level) / 2), level};
}

std::optional<Interval> bcaInterval(double estimate, std::vector<double> resampled, std::span<const double> jackknife,
                                    double level)
{
    if (resampled.empty() || !areFinite(resampled) || !areFinite(jackknife))
        return std::nullopt;
    const double share = shareBelow(resampled, estimate);
    const std::optional<double> a = acceleration(jackknife);
    if (!a || share <= 0 || share >= 1)
        return std::nullopt;
    const boost::math::normal normal;
    const double bias = boost::math::quantile(normal, share);
    const auto adjusted = [&](double probability) { // equation 14.10
        const double z = bias + boost::math::quantile(normal, probability);
        return boost::math::cdf(normal, bias + z / (1 - *a * z));
    };
    std::sort(resampled.begin(), resampled.end());
    return Interval{quantileOf(resampled, adjusted((1 - level) / 2)), quantileOf(resampled, adjusted((1 + level) / 2)),
                    level};
}

std::vector<double> resampledMeans(std::span<const double> values, const ResamplingOptions& options)
{
    std::mt19937_64 random(options.seed);
    std::vector<double> means;
    std::vector<double> drawn(values.size());
    for (std::int64_t i = 0; i < options.resamples && !values.empty(); ++i) {
        for (double& value : drawn)
            value = values[drawBelow(values.size(), random)];
        means.push_back(meanOf(drawn));
    }
    return means;
}

std::optional<Interval> bootstrapInterval(std::span<const double> values, const ResamplingOptions& options)
{
    if (values.size() < 2 || isConstant(values))
        return std::nullopt;
    return bcaInterval(meanOf(values), resampledMeans(values, options), jackknifeMeans(values), options.level);
}

} // namespace engine
