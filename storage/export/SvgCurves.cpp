#include "storage/export/SvgCurves.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "storage/export/ColorMaps.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
#include "storage/export/SvgFrame.h"

namespace storage {

namespace {

constexpr std::size_t mostSingleMarks = 40;
constexpr std::size_t fewestSmoothed = 200;
constexpr std::size_t smoothedShare = 50; // a mean covers one part in so many

/// Indices to draw: all, or per column of the picture its first, smallest, largest and last.
std::vector<std::size_t> drawnPoints(const SvgCurve& curve, const SvgFrame& frame)
{
    using namespace svgplace;
    std::vector<std::size_t> drawn;
    if (curve.x.size() <= std::size_t(2 * (right - left))) {
        for (std::size_t i = 0; i < curve.x.size(); ++i)
            drawn.push_back(i);
        return drawn;
    }
    for (std::size_t begin = 0, end = 0; begin < curve.x.size(); begin = end) {
        const double column = std::floor(frame.column(curve.x[begin]));
        std::size_t low = begin;
        std::size_t high = begin;
        for (end = begin; end < curve.x.size() && std::floor(frame.column(curve.x[end])) == column; ++end) {
            low = !(curve.y[low] <= curve.y[end]) && !std::isnan(curve.y[end]) ? end : low;
            high = !(curve.y[high] >= curve.y[end]) && !std::isnan(curve.y[end]) ? end : high;
        }
        std::vector<std::size_t> some = {begin, low, high, end - 1};
        std::sort(some.begin(), some.end());
        some.erase(std::unique(some.begin(), some.end()), some.end());
        drawn.insert(drawn.end(), some.begin(), some.end());
    }
    return drawn;
}

std::string drawCurve(const SvgCurve& curve, const SvgFrame& frame, const char* kind)
{
    std::string path;
    std::string marks;
    bool pen = false;
    const std::vector<std::size_t> drawn = drawnPoints(curve, frame);
    for (const std::size_t i : drawn) {
        if (!std::isfinite(curve.y[i])) {
            pen = false;
            continue;
        }
        const std::string x = coordinate(frame.column(curve.x[i]));
        const std::string y = coordinate(frame.row(curve.y[i]));
        path.append(pen ? "L" : "M").append(x).append(" ").append(y);
        pen = true;
        if (drawn.size() <= mostSingleMarks && !curve.isFaint)
            marks.append("<circle cx=\"").append(x).append("\" cy=\"").append(y).append("\" r=\"2.5\"/>");
    }
    const std::string css = colorClass(curve.color);
    return "<path class=\"" + std::string(kind) + " " + css + "\" d=\"" + path + "\"/><g class=\"marks " + css + "\">" + marks + "</g>";
}

std::string drawBand(const SvgBand& band, const SvgFrame& frame)
{
    using namespace svgplace;
    std::string path;
    const auto add = [&](std::size_t i, double y) {
        path += (path.empty() ? "M" : "L") + coordinate(frame.column(band.x[i])) + " "
            + coordinate(std::clamp(frame.row(y), top, bottom));
    };
    for (std::size_t i = 0; i < band.x.size(); ++i)
        add(i, band.low[i]);
    for (std::size_t i = band.x.size(); i-- > 0;)
        add(i, band.high[i]);
    return "<path class=\"band " + colorClass(band.color) + "\" d=\"" + path + "Z\"/>";
}

std::string drawCurveAxes(const SvgPlot& plot, const SvgFrame& frame)
{
    std::vector<SvgMark> steps;
    for (const double tick : frame.x.ticks())
        steps.emplace_back(tick, scaledText(tick));
    return drawAxes(frame, {plot.xTitle, plot.yTitle, std::move(steps), numberMarks(frame.y)});
}

std::string drawTitle(const SvgPlot& plot)
{
    using namespace svgplace;
    std::string svg = svgText({left, 16, "start", "title"}, plot.title);
    if (plot.curves.size() < 2)
        return svg;
    double x = left;
    for (const SvgCurve& curve : plot.curves) {
        if (curve.name.empty())
            continue;
        svg += "<path class=\"curve " + colorClass(curve.color) + "\" d=\"M" + coordinate(x) + " 30h14\"/>";
        svg += svgText({x + 18, 34}, curve.name);
        x += 34 + 6.5 * static_cast<double>(curve.name.size());
    }
    return svg;
}

std::string drawMarks(const SvgPlot& plot, const SvgFrame& frame)
{
    using namespace svgplace;
    std::string svg;
    if (plot.reference) {
        const double y = frame.row(plot.reference->y);
        svg += svgLine("reference", left, y, right, y) + svgText({right, y - 4, "end"}, plot.reference->text);
    }
    if (plot.best) {
        const double x = frame.column(plot.best->x);
        const double y = frame.row(plot.best->y);
        const bool atRight = x > (left + right) / 2;
        svg += svgText({x, y + 5, "middle", "star"}, "\u2605");
        svg += svgText({atRight ? x - 9 : x + 9, y - 7, atRight ? "end" : "start", "read-out"}, plot.best->text);
    }
    return svg;
}

SvgFrame frameOf(const SvgPlot& plot)
{
    SvgRange x;
    SvgRange y;
    for (const SvgCurve& curve : plot.curves)
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            x.include(curve.x[i]);
            y.include(curve.y[i]);
        }
    // An interval of two values may be as wide as the picture; it is cut, the curves are not made flat.
    const SvgRange curves = y;
    const bool isLogarithmic = plot.logarithmic && curves.from > 0;
    for (const SvgBand& band : plot.bands)
        for (const std::vector<double>* side : {&band.low, &band.high})
            for (const double value : *side)
                y.include(curves.isEmpty() ? value : curves.near(value, isLogarithmic));
    if (plot.reference)
        y.include(plot.reference->y);
    if (x.isEmpty() || y.isEmpty())
        x = y = SvgRange(0, 1);
    if (x.from > 0 && x.from < 0.05 * x.to)
        x.from = 0;
    SvgFrame frame{SvgAxis(x.from, x.to, false), SvgAxis(y.from, y.to, plot.logarithmic && y.from > 0)};
    frame.y.widen(0.05);
    return frame;
}

} // namespace

bool isSmoothed(const SvgCurve& curve)
{
    return curve.y.size() >= fewestSmoothed && !curve.isSmooth && !curve.isFaint;
}

SvgCurve smoothed(const SvgCurve& curve)
{
    std::vector<double> sums(1);
    std::vector<std::size_t> counts(1);
    for (const double value : curve.y) {
        sums.push_back(sums.back() + (std::isfinite(value) ? value : 0));
        counts.push_back(counts.back() + (std::isfinite(value) ? 1 : 0));
    }
    SvgCurve result = curve;
    const std::size_t half = curve.y.size() / smoothedShare / 2;
    for (std::size_t i = 0; i < curve.y.size(); ++i) {
        const std::size_t reach = std::min({half, i, curve.y.size() - 1 - i});
        const std::size_t count = counts[i + reach + 1] - counts[i - reach];
        if (count > 0 && std::isfinite(curve.y[i]))
            result.y[i] = (sums[i + reach + 1] - sums[i - reach]) / static_cast<double>(count);
    }
    return result;
}

std::string colorClass(int color)
{
    std::string name(1, 'c');
    name += std::to_string(color % seriesColorCount);
    return color < seriesColorCount ? name : name + " again";
}

std::string drawPlot(const SvgPlot& wanted)
{
    using namespace svgplace;
    SvgPlot plot = wanted;
    for (std::size_t i = 0; i < plot.curves.size(); ++i)
        if (plot.curves[i].color < 0)
            plot.curves[i].color = static_cast<int>(i);
    const SvgFrame frame = frameOf(plot);
    std::string svg = openSvg(width, height, plot.title) + drawTitle(plot) + drawCurveAxes(plot, frame);
    for (const SvgBand& band : plot.bands)
        svg += drawBand(band, frame);
    for (const SvgCurve& curve : plot.curves)
        svg += drawCurve(curve, frame, curve.isFaint || isSmoothed(curve) ? "curve raw" : "curve");
    for (const SvgCurve& curve : plot.curves)
        if (isSmoothed(curve))
            svg += drawCurve(smoothed(curve), frame, "curve");
    return svg + drawMarks(plot, frame) + "</svg>";
}

} // namespace storage
