#include "storage/export/SvgParallel.h"

#include <algorithm>
#include <cmath>

#include "storage/export/Html.h"
#include "storage/export/SvgCurves.h"

namespace storage {

namespace {

constexpr double axisGap = 150;
constexpr double firstAxis = 100; ///< for the words of its marks
constexpr double parallelTop = 62;
constexpr double parallelBottom = 240;

double axisColumn(std::size_t axis)
{
    return firstAxis + axisGap * static_cast<double>(axis);
}

double placeRow(double place)
{
    return parallelBottom - std::clamp(place, 0.0, 1.0) * (parallelBottom - parallelTop);
}

/// Neighbours stand at two heights, since keys are long.
std::string drawAxis(const SvgParallel::Axis& axis, std::size_t index)
{
    const double x = axisColumn(index);
    std::string svg = svgLine("axis", x, parallelTop, x, parallelBottom)
        + svgText({x, index % 2 == 0 ? parallelTop - 10 : parallelTop - 26, "middle", "axis-title"}, axis.title);
    for (const auto& [place, text] : axis.marks)
        svg += svgLine("axis", x - 4, placeRow(place), x, placeRow(place))
            + svgText({x - 7, placeRow(place) + 4, "end"}, text);
    return svg;
}

std::string drawLine(const SvgParallel::Line& line)
{
    std::string path;
    bool isDrawing = false;
    for (std::size_t axis = 0; axis < line.places.size(); ++axis) {
        if (!std::isfinite(line.places[axis])) {
            isDrawing = false;
            continue;
        }
        path += (isDrawing ? "L" : "M") + coordinate(axisColumn(axis)) + " " + coordinate(placeRow(line.places[axis]));
        isDrawing = true;
    }
    return "<path class=\"line " + colorClass(line.color) + "\" d=\"" + path + "\">" + svgTip(line.tip) + "</path>";
}

} // namespace

std::string drawParallel(const SvgParallel& picture)
{
    const double width = axisColumn(picture.axes.empty() ? 0 : picture.axes.size() - 1) + firstAxis;
    const double whole = std::max(width, svgplace::width);
    std::string svg = openSvg(whole, parallelBottom + 14, picture.title);
    svg.insert(4, " width=\"" + coordinate(whole) + "\""); // behind "<svg": not as wide as the page with two axes
    svg += svgText({0, 16, "start", "title"}, picture.title) + svgText({width, 16, "end"}, picture.note);
    for (const SvgParallel::Line& line : picture.lines)
        svg += drawLine(line);
    for (std::size_t axis = 0; axis < picture.axes.size(); ++axis)
        svg += drawAxis(picture.axes[axis], axis);
    return svg + "</svg>";
}

} // namespace storage
