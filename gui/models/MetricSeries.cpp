#include "gui/models/MetricSeries.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace gui {

namespace {

/// Neighbours that have no value in common meet halfway: between the last point of one and the first of the other the
/// line passes through all that lies between.
void join(Extremes& left, Extremes& right)
{
    if (left.isEmpty() || right.isEmpty())
        return;
    if (left.greatest < right.least)
        left.greatest = right.least = (left.greatest + right.least) / 2;
    else if (right.greatest < left.least)
        right.greatest = left.least = (right.greatest + left.least) / 2;
}

} // namespace

bool MetricSeries::append(std::int64_t step, double value, double seconds)
{
    if (!m_steps.empty() && step <= m_steps.back())
        return false;
    m_steps.push_back(step);
    // Time never runs back, so that it can be searched.
    m_seconds.push_back(m_seconds.empty() ? seconds : std::max(seconds, m_seconds.back()));
    m_raw.append(value);
    m_smooth.append(value);
    return true;
}

void MetricSeries::assign(const storage::SeriesPoints& points)
{
    *this = MetricSeries(smoothing());
    const std::size_t count = std::min({points.steps.size(), points.values.size(), points.seconds.size()});
    reserve(count);
    for (std::size_t index = 0; index < count; ++index)
        append(points.steps[index], points.values[index], points.seconds[index]);
}

void MetricSeries::reserve(std::size_t count)
{
    m_steps.reserve(count);
    m_seconds.reserve(count);
    m_raw.reserve(count);
    m_smooth.reserve(count);
}

void MetricSeries::truncateAfter(std::int64_t step)
{
    const auto end = std::upper_bound(m_steps.begin(), m_steps.end(), step);
    if (end == m_steps.end())
        return;
    const auto count = static_cast<std::size_t>(end - m_steps.begin());
    m_steps.resize(count);
    m_seconds.resize(count);
    m_raw.truncate(count);
    m_smooth.truncate(count, count - m_raw.nonFinite());
}

void MetricSeries::setSmoothing(double weight)
{
    setSmoothed(SmoothedCurve(m_raw.values(), weight));
}

void MetricSeries::setSmoothed(SmoothedCurve curve)
{
    m_smooth = std::move(curve);
    if (smoothing() == 0)
        return;
    for (std::size_t index = m_smooth.values().size(); index < m_raw.size(); ++index)
        m_smooth.append(m_raw[index]);
}

double MetricSeries::value(std::size_t index, Kind kind) const
{
    return kind == Kind::Raw ? m_raw[index] : smooth()[index];
}

double MetricSeries::x(std::size_t index, const XAxis& axis) const
{
    switch (axis.kind) {
    case XAxis::Kind::Step: return static_cast<double>(m_steps[index]);
    case XAxis::Kind::Epoch: return static_cast<double>(m_steps[index]) / axis.stepsPerEpoch;
    case XAxis::Kind::Time: return m_seconds[index];
    }
    return 0;
}

std::size_t MetricSeries::firstNotBelow(double x, const XAxis& axis) const
{
    return firstNotBelow(x, axis, std::pair(std::size_t(0), size()));
}

std::size_t MetricSeries::firstNotBelow(double x, const XAxis& axis, std::size_t near) const
{
    std::size_t low = std::min(near, size());
    std::size_t high = low;
    for (std::size_t reach = 1; low > 0 && this->x(low - 1, axis) >= x; reach *= 2) {
        high = low - 1;
        low -= std::min(low, reach);
    }
    for (std::size_t reach = 1; high < size() && this->x(high, axis) < x; reach *= 2) {
        low = high + 1;
        high += std::min(size() - high, reach);
    }
    return firstNotBelow(x, axis, std::pair(low, high));
}

std::size_t MetricSeries::firstNotBelow(double x, const XAxis& axis, std::pair<std::size_t, std::size_t> within) const
{
    auto [low, high] = within;
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (this->x(middle, axis) < x)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::optional<std::size_t> MetricSeries::nearest(double x, const XAxis& axis) const
{
    if (isEmpty())
        return std::nullopt;
    const std::size_t after = std::min(firstNotBelow(x, axis), size() - 1);
    if (after == 0)
        return after;
    return x - this->x(after - 1, axis) < this->x(after, axis) - x ? after - 1 : after;
}

std::pair<std::size_t, std::size_t> MetricSeries::indexRange(const XAxis& axis, std::pair<double, double> range) const
{
    std::size_t first = firstNotBelow(range.first, axis);
    std::size_t last = firstNotBelow(std::nextafter(range.second, std::numeric_limits<double>::infinity()), axis);
    first -= first > 0 ? 1 : 0;
    last += last < size() ? 1 : 0;
    return {first, last};
}

std::vector<MetricSeries::Point> MetricSeries::visible(const XAxis& axis, std::pair<double, double> range,
                                                       std::size_t buckets, Kind kind) const
{
    const auto [first, last] = indexRange(axis, range);
    const MinMaxPyramid& pyramid = kind == Kind::Raw ? m_raw : smooth();
    std::vector<Point> points;
    for (const std::size_t index : pyramid.indices(first, last, buckets))
        points.push_back({x(index, axis), pyramid[index]});
    return points;
}

std::vector<MetricSeries::Point> MetricSeries::visibleWithGaps(const XAxis& axis, std::pair<double, double> range,
                                                               std::size_t buckets) const
{
    const auto [first, last] = indexRange(axis, range);
    std::vector<Point> points;
    for (const std::size_t index : m_raw.indices(first, last, buckets, true))
        points.push_back({x(index, axis), std::isfinite(m_raw[index]) ? m_raw[index]
                                                                      : std::numeric_limits<double>::quiet_NaN()});
    return points;
}

double MetricSeries::lineValue(double x, const XAxis& axis, std::size_t after) const
{
    constexpr double none = std::numeric_limits<double>::quiet_NaN();
    if (after >= size() || !std::isfinite(m_raw[after]))
        return none;
    const double right = this->x(after, axis);
    if (right == x)
        return m_raw[after];
    if (after == 0 || !std::isfinite(m_raw[after - 1]))
        return none;
    const double left = this->x(after - 1, axis);
    const double part = (x - left) / (right - left);
    return (1 - part) * m_raw[after - 1] + part * m_raw[after];
}

std::vector<Extremes> MetricSeries::columns(const XAxis& axis, std::pair<double, double> range, std::size_t count) const
{
    std::vector<Extremes> result(count);
    const double width = (range.second - range.first) / double(count);
    std::size_t first = firstNotBelow(range.first, axis);
    double entry = lineValue(range.first, axis, first);
    constexpr std::size_t columnsAhead = 4; // memory takes as long as several columns
    std::size_t points = 0; // of the last column: as many are likely in the next
    bool wasDense = false;
    for (std::size_t column = 0; column < count; ++column) {
        const double end = column + 1 == count ? range.second : range.first + double(column + 1) * width;
        const std::size_t after = firstNotBelow(end, axis, first + points);
        points = after - first;
        const std::size_t grain = column + 1 == count ? 1 : MinMaxPyramid::grainOf(points);
        const bool isDense = grain > 1;
        const std::size_t last = after - after % grain;
        const double exit = isDense ? std::numeric_limits<double>::quiet_NaN() : lineValue(end, axis, after);
        result[column] = m_raw.extremes(first, last);
        result[column].add(entry);
        result[column].add(exit);
        if (wasDense)
            join(result[column - 1], result[column]);
        if (const std::size_t soon = after + columnsAhead * points; soon < size()) {
            __builtin_prefetch(&m_steps[soon]);
            m_raw.prefetch(soon, grain);
        }
        first = last;
        entry = exit;
        wasDense = isDense;
    }
    return result;
}

std::vector<MetricSeries::Point> MetricSeries::sampled(const XAxis& axis, std::pair<double, double> range,
                                                       std::size_t most) const
{
    const auto [first, last] = indexRange(axis, range);
    std::size_t stride = 1; // a power of two at fixed places, so that a growing curve does not flicker
    while (most > 0 && (last - first) / stride > most)
        stride *= 2;
    std::vector<Point> points;
    const auto add = [&](std::size_t index) {
        if (std::isfinite(smooth()[index]))
            points.push_back({x(index, axis), smooth()[index]});
    };
    for (std::size_t index = first / stride * stride; index < last; index += stride)
        add(index);
    if (last > first && (last - 1) % stride != 0)
        add(last - 1);
    return points;
}

} // namespace gui
