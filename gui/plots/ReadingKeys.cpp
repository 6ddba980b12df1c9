#include "gui/plots/ReadingKeys.h"

#include <algorithm>

#include <QKeyEvent>

#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

namespace {

constexpr double keyPixels = 4; // that an arrow key moves

} // namespace

std::optional<double> readingMove(const QKeyEvent& event)
{
    if (event.key() != Qt::Key_Left && event.key() != Qt::Key_Right)
        return std::nullopt;
    const double pixels = (event.modifiers() & Qt::ShiftModifier) ? 10 * keyPixels : keyPixels;
    return event.key() == Qt::Key_Left ? -pixels : pixels;
}

std::optional<double> readingBeside(const QCPAxis& shown, const MetricSeries& series, const XAxis& axis,
                                    std::optional<double> now, double pixels)
{
    if (series.isEmpty())
        return std::nullopt;
    const double from =
        std::clamp(now.value_or(series.x(series.size() - 1, axis)), shown.range().lower, shown.range().upper);
    const std::size_t before = *series.nearest(from, axis);
    const double to = from + pixels * shown.range().size() / std::max(shown.axisRect()->width(), 1);
    std::size_t point = *series.nearest(to, axis);
    if (point == before && pixels < 0 && before > 0)
        --point;
    else if (point == before && pixels > 0 && before + 1 < series.size())
        ++point;
    return series.x(point, axis);
}

std::pair<double, double> rangeShowing(double x, std::pair<double, double> shown, std::pair<double, double> whole)
{
    const auto [low, high] = shown;
    const double quarter = (high - low) / 4;
    const double move = x > high ? std::min(std::max(quarter, x - high), whole.second - high)
        : x < low                ? -std::min(std::max(quarter, low - x), low - whole.first)
                                 : 0;
    return {low + move, high + move};
}

std::optional<double> readingAtEnd(std::pair<double, double> shown, const MetricSeries& series, const XAxis& axis,
                                   bool isLast)
{
    if (series.isEmpty())
        return std::nullopt;
    const auto [low, high] = shown;
    std::size_t point = *series.nearest(isLast ? high : low, axis);
    if (series.x(point, axis) < low && point + 1 < series.size())
        ++point;
    else if (series.x(point, axis) > high && point > 0)
        --point;
    const double x = series.x(point, axis);
    return x >= low && x <= high ? std::optional(x) : std::nullopt;
}

double smallestRange(XAxis::Kind axis)
{
    return axis == XAxis::Kind::Step ? 4 : 1e-3;
}

} // namespace gui
