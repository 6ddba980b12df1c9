#include "storage/export/SvgPoints.h"

#include <algorithm>
#include <cmath>

#include "storage/export/Html.h"
#include "storage/export/SvgCurves.h"

namespace storage {

namespace {

constexpr double pointRadius = 3.5;
constexpr double meanRadius = 5.5;
constexpr double rim = 0.06; // beyond the outermost points

bool isPlaced(const SvgPoint& point)
{
    return std::isfinite(point.x) && std::isfinite(point.y);
}

void includePoint(SvgRange& x, SvgRange& y, const SvgPoint& point)
{
    if (!isPlaced(point))
        return;
    x.include(point.x);
    y.include(point.y);
}

/// As far as it is not much wider than the points; beyond, it is cut.
void includeInterval(SvgRange& range, const SvgRange& points, const std::optional<std::pair<double, double>>& interval)
{
    if (!interval || points.isEmpty())
        return;
    range.include(points.near(interval->first));
    range.include(points.near(interval->second));
}

SvgFrame pointFrame(const SvgPoints& picture)
{
    SvgRange x;
    SvgRange y;
    for (const SvgPoint& point : picture.points)
        includePoint(x, y, point);
    for (const SvgMean& mean : picture.means)
        includePoint(x, y, mean.at);
    const SvgRange columns = x;
    const SvgRange rows = y;
    for (const SvgMean& mean : picture.means) {
        if (!picture.isLogarithmic)
            includeInterval(x, columns, mean.xInterval);
        includeInterval(y, rows, mean.yInterval);
    }
    for (const auto& [value, text] : picture.xMarks)
        x.include(value);
    if (x.isEmpty() || y.isEmpty())
        x = y = SvgRange(0, 1);
    SvgFrame frame{SvgAxis(x.from, x.to, picture.isLogarithmic && x.from > 0), SvgAxis(y.from, y.to, false)};
    frame.x.widen(rim);
    frame.y.widen(rim);
    return frame;
}

std::string drawPoint(const SvgPoint& point, const SvgFrame& frame, double radius)
{
    if (!isPlaced(point))
        return {};
    const double x = frame.column(point.x);
    const double y = frame.row(point.y);
    std::string svg = "<g class=\"marks " + colorClass(point.color) + "\"><circle cx=\"" + coordinate(x) + "\" cy=\""
        + coordinate(y) + "\" r=\"" + coordinate(radius) + "\">" + svgTip(point.tip) + "</circle></g>";
    if (!point.name.empty())
        svg += svgText({x + radius + 4, y + 4, "start", "read-out"}, point.name);
    return svg;
}

/// Within the picture: an interval may be wider, and reach below what a logarithm has.
double cutColumn(const SvgFrame& frame, double value)
{
    const double column = frame.column(value);
    return std::isnan(column) ? svgplace::left : std::clamp(column, svgplace::left, svgplace::right);
}

double cutRow(const SvgFrame& frame, double value)
{
    return std::clamp(frame.row(value), svgplace::top, svgplace::bottom);
}

std::string drawMean(const SvgMean& mean, const SvgFrame& frame)
{
    if (!isPlaced(mean.at))
        return {};
    const double x = frame.column(mean.at.x);
    const double y = frame.row(mean.at.y);
    const std::string css = std::string(mean.isBar ? "line bar " : "line ") + colorClass(mean.at.color);
    std::string svg;
    if (mean.xInterval)
        svg += svgLine(css, cutColumn(frame, mean.xInterval->first), y, cutColumn(frame, mean.xInterval->second), y);
    if (mean.yInterval)
        svg += svgLine(css, x, cutRow(frame, mean.yInterval->first), x, cutRow(frame, mean.yInterval->second));
    return mean.isBar ? svg : svg + drawPoint(mean.at, frame, meanRadius);
}

std::string drawFront(const SvgPoints& picture, const SvgFrame& frame)
{
    std::string path;
    for (const auto& [x, y] : picture.front)
        path += (path.empty() ? "M" : "L") + coordinate(frame.column(x)) + " " + coordinate(frame.row(y));
    return picture.front.size() < 2 ? std::string() : "<path class=\"reference\" d=\"" + path + "\"/>";
}

} // namespace

std::string drawPoints(const SvgPoints& picture)
{
    using namespace svgplace;
    const SvgFrame frame = pointFrame(picture);
    std::string svg = openSvg(width, height, picture.title) + svgText({left, 16, "start", "title"}, picture.title)
        + svgText({right, 34, "end"}, picture.note)
        + drawAxes(frame,
                   {picture.xTitle, picture.yTitle, picture.xMarks.empty() ? numberMarks(frame.x) : picture.xMarks,
                    numberMarks(frame.y)});
    for (const auto& [one, other] : picture.joined)
        if (isPlaced(one) && isPlaced(other))
            svg += svgLine("axis", frame.column(one.x), frame.row(one.y), frame.column(other.x), frame.row(other.y));
    svg += drawFront(picture, frame);
    for (const SvgPoint& point : picture.points)
        svg += drawPoint(point, frame, pointRadius);
    for (const SvgMean& mean : picture.means)
        svg += drawMean(mean, frame);
    return svg + "</svg>";
}

} // namespace storage
