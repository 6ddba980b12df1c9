#include "gui/models/GroupCurve.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <optional>
#include <utility>

#include "engine/run/Rounding.h"
#include "engine/statistics/Bootstrap.h"
#include "engine/statistics/Interval.h"
#include "engine/statistics/Moments.h"

namespace gui {

namespace {

constexpr std::size_t mostResampledPoints = 2000;

/// Steps that every run has; each list rises.
std::vector<std::int64_t> commonSteps(const std::vector<const MetricSeries*>& runs)
{
    std::vector<std::int64_t> steps;
    for (std::size_t i = 0; i < runs.front()->size(); ++i)
        steps.push_back(runs.front()->step(i));
    for (std::size_t run = 1; run < runs.size(); ++run) {
        std::vector<std::int64_t> own;
        own.reserve(runs[run]->size());
        for (std::size_t i = 0; i < runs[run]->size(); ++i)
            own.push_back(runs[run]->step(i));
        std::vector<std::int64_t> both;
        std::set_intersection(steps.begin(), steps.end(), own.begin(), own.end(), std::back_inserter(both));
        steps = std::move(both);
    }
    return steps;
}

/// Intervals of a mean of always the same number of values.
class MeanIntervals {
public:
    MeanIntervals(BandKind kind, std::size_t count, double level)
        : m_kind(kind)
        , m_level(level)
    {
        if (kind == BandKind::StudentT && count > 1)
            m_quantile = engine::studentMargin(1, double(count) - 1, level);
    }

    std::optional<engine::Interval> of(const std::vector<double>& values) const
    {
        if (m_kind == BandKind::StudentT)
            return student(values);
        engine::ResamplingOptions options;
        options.resamples = reports::bandResamples;
        options.level = m_level;
        return engine::bootstrapInterval(values, options);
    }

private:
    /// As engine::studentInterval(), which takes the quantile anew each time.
    std::optional<engine::Interval> student(const std::vector<double>& values) const
    {
        if (values.size() < 2 || engine::isConstant(values))
            return std::nullopt;
        const double mean = engine::meanOf(values);
        const double margin = m_quantile * std::sqrt(engine::varianceOf(values) / double(values.size()));
        return engine::Interval{mean - margin, mean + margin, m_level};
    }

    BandKind m_kind;
    double m_level;
    double m_quantile = 0;
};

/// Growing vectors would have up to twice the room.
void makeRoom(GroupCurve& curve, std::size_t steps)
{
    curve.mean.reserve(steps);
    if (curve.runs > 1)
        for (MetricSeries* edge : {&curve.low, &curve.high})
            edge->reserve(steps);
}

} // namespace

GroupCurve groupCurve(std::vector<const MetricSeries*> runs, BandKind kind, double level)
{
    std::erase_if(runs, [](const MetricSeries* run) { return run->isEmpty(); });
    GroupCurve curve;
    curve.runs = runs.size();
    if (runs.empty())
        return curve;
    const std::vector<std::int64_t> steps = commonSteps(runs);
    curve.kind = steps.size() > mostResampledPoints ? BandKind::StudentT : kind;
    makeRoom(curve, steps.size());
    const MeanIntervals intervals(curve.kind, runs.size(), level);
    std::vector<std::size_t> places(runs.size(), 0);
    std::vector<double> values(runs.size());
    for (const std::int64_t step : steps) {
        double sum = 0;
        double seconds = 0;
        for (std::size_t run = 0; run < runs.size(); ++run) {
            while (runs[run]->step(places[run]) != step)
                ++places[run];
            values[run] = runs[run]->value(places[run], MetricSeries::Kind::Smoothed);
            seconds += runs[run]->seconds(places[run]);
            sum += values[run];
        }
        const auto count = double(runs.size());
        curve.mean.append(step, sum / count, seconds / count);
        if (!std::isfinite(sum)) {
            if (!curve.low.isEmpty()) { // a gap in the band, too
                curve.low.append(step, sum, seconds / count);
                curve.high.append(step, sum, seconds / count);
            }
            continue;
        }
        if (const auto interval = intervals.of(values)) {
            curve.low.append(step, interval->low, seconds / count);
            curve.high.append(step, interval->high, seconds / count);
        }
    }
    return curve;
}

} // namespace gui
