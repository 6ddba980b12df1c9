#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "gui/models/MinMaxPyramid.h"
#include "gui/models/SmoothedCurve.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// What stands on the x axis of curves.
struct XAxis
{
    enum class Kind { Step, Epoch, Time };
    Kind kind = Kind::Step;
    double stepsPerEpoch = 1;

    bool operator==(const XAxis&) const = default;
};

/// One measured quantity of a run over its steps, raw and smoothed, ready to be drawn at any zoom with the least and
/// greatest value kept. Appending and drawing never touch all points.
class MetricSeries {
public:
    enum class Kind { Raw, Smoothed };
    struct Point
    {
        double x = 0;
        double value = 0;
    };

    MetricSeries() = default;
    /// Without points yet, to be smoothed as they come: see SmoothedCurve.
    explicit MetricSeries(double smoothing)
        : m_smooth(smoothing)
    {
    }

    /// Steps must rise; a point at or before the last one is ignored, since it was already there. Returns whether
    /// it was taken.
    bool append(std::int64_t step, double value, double seconds);
    void assign(const storage::SeriesPoints& points);
    void truncateAfter(std::int64_t step);
    /// Room for so many points, where that is known before they are appended.
    void reserve(std::size_t count);

    /// Smooths all points anew, so not on the window's thread where there are any.
    void setSmoothing(double weight);
    /// The smoothed curve of the first of its values, or of all; those that follow are smoothed here.
    void setSmoothed(SmoothedCurve curve);
    double smoothing() const { return m_smooth.weight(); }
    const std::vector<double>& rawValues() const { return m_raw.values(); }

    std::size_t size() const { return m_steps.size(); }
    bool isEmpty() const { return m_steps.empty(); }
    /// Values that are not numbers or infinite; they are counted, not drawn.
    std::size_t nonFinite() const { return m_raw.nonFinite(); }
    std::int64_t step(std::size_t index) const { return m_steps[index]; }
    double seconds(std::size_t index) const { return m_seconds[index]; }
    double value(std::size_t index, Kind kind = Kind::Raw) const;
    double x(std::size_t index, const XAxis& axis) const;
    /// Index whose x is nearest; nothing where there are no points.
    std::optional<std::size_t> nearest(double x, const XAxis& axis) const;

    /// What to draw between the two x, with the neighbour on each side and every extreme; `buckets` is about the width
    /// in pixels.
    std::vector<Point> visible(const XAxis& axis, std::pair<double, double> range, std::size_t buckets,
                               Kind kind) const;
    /// The raw curve as visible(), with a point whose value is no number wherever values that are not finite leave a gap
    /// that can be seen: the line is broken there.
    std::vector<Point> visibleWithGaps(const XAxis& axis, std::pair<double, double> range, std::size_t buckets) const;
    /// Least and greatest of the raw curve, the lines between its points included, in each of `count` parts of the
    /// range, all equally wide: exact at any zoom, but where 32 points or more share a part, of which up to an eighth may
    /// count to the next. Empty where there is no line: before the first point, after the last, beside values that are
    /// not finite.
    std::vector<Extremes> columns(const XAxis& axis, std::pair<double, double> range, std::size_t count) const;
    /// [first, last) of the points between the two x and the neighbour on each side.
    std::pair<std::size_t, std::size_t> indexRange(const XAxis& axis, std::pair<double, double> range) const;
    /// The smoothed curve at regular steps, at most about `most` points: a thin line that leaves extremes to the raw one.
    std::vector<Point> sampled(const XAxis& axis, std::pair<double, double> range, std::size_t most) const;

private:
    const MinMaxPyramid& smooth() const { return smoothing() > 0 ? m_smooth.values() : m_raw; }
    std::size_t firstNotBelow(double x, const XAxis& axis) const;
    /// The same, looked for from `near` outwards: fast where that is a good guess.
    std::size_t firstNotBelow(double x, const XAxis& axis, std::size_t near) const;
    std::size_t firstNotBelow(double x, const XAxis& axis, std::pair<std::size_t, std::size_t> within) const;
    /// Of the raw line at x, whose first point not below it is `after`; no number where there is no line.
    double lineValue(double x, const XAxis& axis, std::size_t after) const;

    std::vector<std::int64_t> m_steps;
    std::vector<double> m_seconds;
    MinMaxPyramid m_raw;
    SmoothedCurve m_smooth; ///< empty without smoothing: the values themselves
};

} // namespace gui
