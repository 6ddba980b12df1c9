#include "engine/statistics/TTests.h"

#include <boost/math/distributions/students_t.hpp>

#include <algorithm>
#include <cmath>

#include "engine/run/Rounding.h"
#include "engine/statistics/Moments.h"
#include "engine/statistics/Pairs.h"

namespace engine {

namespace {

void fillT(TestResult& result, double difference, double standardError, double level)
{
    const boost::math::students_t student(*result.degrees);
    result.statistic = difference / standardError;
    result.p = std::min(1.0, 2 * boost::math::cdf(boost::math::complement(student, std::abs(*result.statistic))));
    const double margin = studentMargin(standardError, *result.degrees, level);
    result.interval = Interval{difference - margin, difference + margin, level};
}

/// Hedges 1981, equation 6e: the factor that takes the bias from d.
double smallSampleFactor(double degrees)
{
    return std::exp(std::lgamma(degrees / 2) - std::lgamma((degrees - 1) / 2)) / std::sqrt(degrees / 2);
}

} // namespace

TestResult pairedT(std::span<const double> baseline, std::span<const double> values, double level)
{
    const PairDifferences differences = pairDifferences(baseline, values);
    TestResult result;
    result.kind = TestKind::PairedT;
    result.n = static_cast<std::int64_t>(values.size());
    result.effectKind = EffectKind::CohensDz;
    if (values.size() < 2) {
        result.undefined = "it needs two pairs";
        return result;
    }
    if (differences.isConstant()) {
        result.undefined = "every pair differs by the same amount";
        result.lacksSpread = true;
        return result;
    }
    const auto count = static_cast<double>(values.size());
    const double mean = meanOf(differences.values);
    const double deviation = std::sqrt(varianceOf(differences.values));
    result.degrees = count - 1;
    result.effect = mean / deviation;
    fillT(result, mean, deviation / std::sqrt(count), level);
    return result;
}

TestResult welch(std::span<const double> baseline, std::span<const double> values, double level)
{
    TestResult result;
    result.kind = TestKind::Welch;
    result.n = static_cast<std::int64_t>(baseline.size() + values.size());
    result.baselineRuns = static_cast<std::int64_t>(baseline.size());
    result.effectKind = EffectKind::HedgesG;
    if (baseline.size() < 2 || values.size() < 2) {
        result.undefined = "it needs two runs on each side";
        return result;
    }
    if (isConstant(baseline) && isConstant(values)) {
        result.undefined = "neither side has any spread";
        result.lacksSpread = true;
        return result;
    }
    const auto baselineCount = static_cast<double>(baseline.size());
    const auto count = static_cast<double>(values.size());
    const double baselinePart = varianceOf(baseline) / baselineCount;
    const double part = varianceOf(values) / count;
    const double difference = meanOf(values) - meanOf(baseline);
    result.degrees = (baselinePart + part) * (baselinePart + part)
        / (baselinePart * baselinePart / (baselineCount - 1) + part * part / (count - 1));
    const double pooled = baselineCount + count - 2;
    const double variance = (varianceOf(baseline) * (baselineCount - 1) + varianceOf(values) * (count - 1)) / pooled;
    result.effect = smallSampleFactor(pooled) * difference / std::sqrt(variance);
    fillT(result, difference, std::sqrt(baselinePart + part), level);
    return result;
}

} // namespace engine
