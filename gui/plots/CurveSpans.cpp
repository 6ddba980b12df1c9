#include "gui/plots/CurveSpans.h"

#include <algorithm>
#include <cmath>

namespace gui {

namespace {

constexpr std::size_t mostLinesPerPixel = 4; // above, the columns' extremes look the same and cost less
constexpr std::size_t smoothColumns = 4;     // to a pixel
constexpr std::size_t fineColumns = 2;       // to one of a fine display's
constexpr double finePen = 2;                // pixels that a pen of 1 has there
constexpr double farAway = 1e6;              // pixels; beyond, a line is as good as vertical
constexpr double endless = 1e150;            // pixels; so that lengths are finite
constexpr double dashPens = 4;               // as long as the library's dash, in widths of the pen
constexpr double spacePens = 2;
constexpr double flatPens = 3;               // as high as a column of a line that is not steep
constexpr double sideRoom = 2;               // pixels left and right of the picture in which a line is still drawn

double near(double y)
{
    return std::clamp(y, -farAway, farAway);
}

} // namespace

CurveSpans::CurveSpans(Frame frame)
    : m_frame(std::move(frame))
{
}

void CurveSpans::Span::add(double from, double to)
{
    if (!(from < to))
        return;
    top = std::min(top, float(from));
    bottom = std::max(bottom, float(to));
}

double CurveSpans::y(double value) const
{
    const double place = m_frame.isLogarithmic ? std::log10(std::max(value, 0.0)) : value;
    return std::clamp(m_frame.origin + m_frame.scale * place, -endless, endless);
}

bool CurveSpans::isDrawn(double value) const
{
    return std::isfinite(value) && (!m_frame.isLogarithmic || value > 0);
}

void CurveSpans::draw(const MetricSeries& series, const XAxis& axis)
{
    const bool hasMany = isDense(series, axis);
    begin(hasMany || m_frame.isCoarse ? 1 : m_frame.penWidth < finePen ? smoothColumns : fineColumns);
    if (hasMany)
        drawColumns(series, axis);
    else
        drawLines(series, axis, series.indexRange(axis, m_frame.range));
}

void CurveSpans::begin(std::size_t perPixel)
{
    m_perPixel = perPixel;
    m_spans.assign(m_frame.columns * perPixel, Span());
    m_points = 0;
}

void CurveSpans::dash()
{
    const double pen = m_frame.penWidth * double(m_perPixel);
    for (std::size_t column = 0; column < m_spans.size(); ++column) {
        Span& span = m_spans[column];
        if (std::fmod(double(column), (dashPens + spacePens) * pen) >= dashPens * pen
            && double(span.bottom - span.top) <= flatPens * m_frame.penWidth)
            span = {};
    }
}

bool CurveSpans::isDense(const MetricSeries& series, const XAxis& axis) const
{
    const auto [first, last] = series.indexRange(axis, m_frame.range);
    return last - first > mostLinesPerPixel * m_frame.columns;
}

void CurveSpans::fill(const MetricSeries& low, const MetricSeries& high, const XAxis& axis)
{
    begin(1);
    const std::vector<Extremes> lows = low.columns(axis, m_frame.range, m_frame.columns);
    const std::vector<Extremes> highs = high.columns(axis, m_frame.range, m_frame.columns);
    for (std::size_t column = 0; column < m_spans.size(); ++column) {
        if (lows[column].isEmpty() || highs[column].isEmpty() || !isDrawn(lows[column].least))
            continue;
        const auto [above, below] = std::minmax({near(y(highs[column].greatest)), near(y(lows[column].least))});
        m_spans[column].add(above, below);
        m_points += 2;
    }
}

void CurveSpans::drawColumns(const MetricSeries& series, const XAxis& axis)
{
    const double half = m_frame.penWidth / 2;
    const std::vector<Extremes> columns = series.columns(axis, m_frame.range, m_frame.columns);
    for (std::size_t column = 0; column < columns.size(); ++column) {
        if (columns[column].isEmpty() || !isDrawn(columns[column].greatest))
            continue;
        const auto [above, below] = std::minmax({near(y(columns[column].greatest)), near(y(columns[column].least))});
        m_spans[column].add(above - half, below + half);
        m_points += 2;
    }
    widenColumns();
}

/// A pen of several pixels covers the columns beside its own.
void CurveSpans::widenColumns()
{
    const auto extra = std::lround(m_frame.penWidth) - 1;
    for (long each = 0; each < extra; ++each) {
        const bool isRightwards = each % 2 == 0;
        for (std::size_t step = 1; step < m_spans.size(); ++step) {
            const std::size_t column = isRightwards ? m_spans.size() - step : step - 1;
            const Span& beside = m_spans[isRightwards ? column - 1 : column + 1];
            m_spans[column].add(beside.top, beside.bottom);
        }
    }
}

void CurveSpans::drawLines(const MetricSeries& series, const XAxis& axis, std::pair<std::size_t, std::size_t> indices)
{
    const double pixels = double(m_frame.columns) / (m_frame.range.second - m_frame.range.first);
    const auto isPoint = [&](std::size_t index) { return index < series.size() && isDrawn(series.value(index)); };
    Place before;
    bool hasBefore = false;
    for (std::size_t index = indices.first; index < indices.second; ++index) {
        const bool isHere = isPoint(index);
        if (isHere) {
            const Place place{(series.x(index, axis) - m_frame.range.first) * pixels, y(series.value(index))};
            if (hasBefore)
                addLine(before, place);
            else if (!isPoint(index + 1))
                addDot(place);
            before = place;
            ++m_points;
        }
        hasBefore = isHere;
    }
}

std::pair<std::size_t, std::size_t> CurveSpans::columnsBetween(double left, double right) const
{
    const auto place = [this](double x) {
        return std::size_t(std::clamp(x * double(m_perPixel) + 0.5, 0.0, double(m_spans.size())));
    };
    return {place(left), place(right)};
}

/// Points far apart are first brought to the picture's sides: their own heights may be beyond what can be drawn, and
/// the line between them is not.
void CurveSpans::addLine(const Place& from, const Place& to)
{
    const double across = to.x - from.x;
    if (!(across > 0)) {
        addDot(from);
        addDot(to);
        return;
    }
    const auto at = [&](double x) {
        const double inside = std::clamp(x, from.x, to.x);
        const double part = (inside - from.x) / across;
        return Place{inside, near((1 - part) * from.y + part * to.y)};
    };
    const double room = m_frame.penWidth + sideRoom;
    addStroke(at(-room), at(double(m_frame.columns) + room));
}

/// What lies within half a pen of the endless line and, along it, between its ends.
void CurveSpans::addStroke(const Place& from, const Place& to)
{
    const double across = to.x - from.x;
    const double down = to.y - from.y;
    if (!(across > 0)) // outside the picture
        return;
    const double length = std::sqrt(across * across + down * down);
    const double half = m_frame.penWidth / 2;
    const double sideways = half * std::abs(down) / length;
    const double upwards = half * across / length;
    const double top = std::min(from.y, to.y) - upwards;
    const double bottom = std::max(from.y, to.y) + upwards;
    const double slope = down / across;
    const double thickness = half * length / across;
    const auto [first, last] = columnsBetween(from.x - sideways, to.x + sideways);
    for (std::size_t column = first; column < last; ++column) {
        const double middle = from.y + slope * ((double(column) + 0.5) / double(m_perPixel) - from.x);
        m_spans[column].add(std::max(top, middle - thickness), std::min(bottom, middle + thickness));
    }
}

void CurveSpans::addDot(const Place& place)
{
    const double half = m_frame.penWidth / 2;
    const auto [first, last] = columnsBetween(place.x - half, place.x + half);
    for (std::size_t column = first; column < last; ++column)
        m_spans[column].add(near(place.y) - half, near(place.y) + half);
}

} // namespace gui
