#include "storage/export/SvgCurves.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "storage/export/ColorMaps.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"

namespace storage {

namespace {

constexpr double width = 460;
constexpr double height = 250;
constexpr double left = 64;
constexpr double right = 444;
constexpr double top = 44;
constexpr double bottom = 204;
constexpr std::size_t mostSingleMarks = 40;
constexpr std::size_t fewestSmoothed = 200;
constexpr std::size_t smoothedShare = 50; // a mean covers one part in so many

/// Values along one axis and where they lie on the picture.
class Axis {
public:
    Axis(double from, double to, bool logarithmic)
        : m_logarithmic(logarithmic)
        , m_from(scaled(from))
        , m_to(scaled(to))
    {
        // Values that differ by rounding alone are one: no tick fits between them.
        if (!(m_to - m_from > 1e-12 * std::max(std::abs(m_from), std::abs(m_to)))) {
            const double room = m_from == 0 ? 1 : std::abs(m_from) * 0.1;
            m_from -= room;
            m_to += room;
        }
    }

    /// 0 at the start, 1 at the end.
    double part(double value) const { return (scaled(value) - m_from) / (m_to - m_from); }

    void widen(double share)
    {
        const double room = (m_to - m_from) * share;
        m_from -= room;
        m_to += room;
    }

    std::vector<double> ticks() const
    {
        std::vector<double> result;
        const double step = tickStep();
        for (double value = std::ceil(m_from / step - 1e-9) * step; value <= m_to + step * 1e-9; value += step)
            result.push_back(m_logarithmic ? std::pow(10, value) : std::abs(value) < step * 1e-9 ? 0 : value);
        return result;
    }

    /// With as many decimals as tell neighbours apart.
    std::string label(double tick) const
    {
        if (std::abs(tick) >= 1e4)
            return scaledText(tick);
        const double step = tickStep();
        if (m_logarithmic || step < 1e-4)
            return shortText(tick);
        char text[32];
        std::snprintf(text, sizeof text, "%.*f", std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9))), tick);
        return text;
    }

private:
    double scaled(double value) const { return m_logarithmic ? std::log10(value) : value; }

    double tickStep() const
    {
        const double span = m_to - m_from;
        if (m_logarithmic && span >= 1)
            return std::max(1.0, std::round(span / 5));
        const double power = std::pow(10, std::floor(std::log10(span / 5)));
        for (const double factor : {1.0, 2.0, 5.0})
            if (span / (power * factor) <= 6)
                return power * factor;
        return power * 10;
    }

    bool m_logarithmic;
    double m_from;
    double m_to;
};

struct Range
{
    double from = std::numeric_limits<double>::infinity();
    double to = -std::numeric_limits<double>::infinity();

    void include(double value)
    {
        if (!std::isfinite(value))
            return;
        from = std::min(from, value);
        to = std::max(to, value);
    }
    bool isEmpty() const { return from > to; }
    /// The value, or what is nearest to it within half the range beyond the range.
    double near(double value) const { return std::clamp(value, from - (to - from) / 2, to + (to - from) / 2); }
};

struct Frame
{
    Axis x;
    Axis y;

    double column(double value) const { return left + x.part(value) * (right - left); }
    double row(double value) const { return bottom - y.part(value) * (bottom - top); }
};

/// Indices to draw: all, or per column of the picture its first, smallest, largest and last.
std::vector<std::size_t> drawnPoints(const SvgCurve& curve, const Frame& frame)
{
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
            low = curve.y[end] < curve.y[low] ? end : low;
            high = curve.y[end] > curve.y[high] ? end : high;
        }
        std::vector<std::size_t> some = {begin, low, high, end - 1};
        std::sort(some.begin(), some.end());
        some.erase(std::unique(some.begin(), some.end()), some.end());
        drawn.insert(drawn.end(), some.begin(), some.end());
    }
    return drawn;
}

std::string drawCurve(const SvgCurve& curve, const Frame& frame, const char* kind)
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
        path += (pen ? "L" : "M") + x + " " + y;
        pen = true;
        if (drawn.size() <= mostSingleMarks && !curve.isFaint)
            marks += "<circle cx=\"" + x + "\" cy=\"" + y + "\" r=\"2.5\"/>";
    }
    const std::string css = colorClass(curve.color);
    return "<path class=\"" + std::string(kind) + " " + css + "\" d=\"" + path + "\"/><g class=\"marks " + css + "\">" + marks + "</g>";
}

std::string drawBand(const SvgBand& band, const Frame& frame)
{
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

std::string line(const char* css, double x1, double y1, double x2, double y2)
{
    return std::string("<path class=\"") + css + "\" d=\"M" + coordinate(x1) + " " + coordinate(y1) + "L" + coordinate(x2)
        + " " + coordinate(y2) + "\"/>";
}

std::string drawAxes(const SvgPlot& plot, const Frame& frame)
{
    std::string svg;
    for (const double tick : frame.x.ticks()) {
        const double x = frame.column(tick);
        svg += line("grid", x, top, x, bottom) + line("axis", x, bottom, x, bottom + 4);
        svg += svgText({x, bottom + 17, "middle"}, scaledText(tick));
    }
    for (const double tick : frame.y.ticks()) {
        const double y = frame.row(tick);
        svg += line("grid", left, y, right, y) + line("axis", left - 4, y, left, y);
        svg += svgText({left - 7, y + 4, "end"}, frame.y.label(tick));
    }
    svg += line("axis", left, top, left, bottom) + line("axis", left, bottom, right, bottom);
    svg += svgText({(left + right) / 2, bottom + 38, "middle", "axis-title"}, plot.xTitle);
    const std::string middle = coordinate((top + bottom) / 2);
    svg += "<text class=\"axis-title\" text-anchor=\"middle\" transform=\"translate(14 " + middle + ") rotate(-90)\">"
        + escapeHtml(plot.yTitle) + "</text>";
    return svg;
}

std::string drawTitle(const SvgPlot& plot)
{
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

std::string drawMarks(const SvgPlot& plot, const Frame& frame)
{
    std::string svg;
    if (plot.reference) {
        const double y = frame.row(plot.reference->y);
        svg += line("reference", left, y, right, y) + svgText({right, y - 4, "end"}, plot.reference->text);
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

Frame frameOf(const SvgPlot& plot)
{
    Range x;
    Range y;
    for (const SvgCurve& curve : plot.curves)
        for (std::size_t i = 0; i < curve.x.size(); ++i) {
            x.include(curve.x[i]);
            y.include(curve.y[i]);
        }
    // An interval of two values may be as wide as the picture; it is cut, the curves are not made flat.
    const Range curves = y;
    for (const SvgBand& band : plot.bands)
        for (const std::vector<double>* side : {&band.low, &band.high})
            for (const double value : *side)
                y.include(curves.isEmpty() ? value : curves.near(value));
    if (plot.reference)
        y.include(plot.reference->y);
    if (x.isEmpty() || y.isEmpty())
        x = y = {0, 1};
    if (x.from > 0 && x.from < 0.05 * x.to)
        x.from = 0;
    Frame frame{Axis(x.from, x.to, false), Axis(y.from, y.to, plot.logarithmic && y.from > 0)};
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
    std::vector<double> sums{0};
    std::vector<std::size_t> counts{0};
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
    SvgPlot plot = wanted;
    for (std::size_t i = 0; i < plot.curves.size(); ++i)
        if (plot.curves[i].color < 0)
            plot.curves[i].color = static_cast<int>(i);
    const Frame frame = frameOf(plot);
    std::string svg = "<svg viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) + "\" role=\"img\" aria-label=\""
        + escapeHtml(plot.title) + "\">";
    svg += drawTitle(plot) + drawAxes(plot, frame);
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
