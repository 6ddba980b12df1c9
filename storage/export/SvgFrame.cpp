#include "storage/export/SvgFrame.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <limits>

#include "storage/export/Html.h"
#include "storage/export/NumberText.h"

namespace storage {

SvgAxis::SvgAxis(double from, double to, bool isLogarithmic)
    : m_isLogarithmic(isLogarithmic)
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

void SvgAxis::widen(double share)
{
    const double room = (m_to - m_from) * share;
    m_from -= room;
    m_to += room;
}

std::vector<double> SvgAxis::ticks() const
{
    std::vector<double> result;
    const double step = tickStep();
    double value = std::ceil(m_from / step - 1e-9) * step;
    while (value <= m_to + step * 1e-9) {
        result.push_back(m_isLogarithmic ? std::pow(10, value) : std::abs(value) < step * 1e-9 ? 0 : value);
        value += step;
    }
    return result;
}

std::string SvgAxis::label(double tick) const
{
    if (std::abs(tick) >= 1e4)
        return scaledText(tick);
    const double step = tickStep();
    if (m_isLogarithmic || step < 1e-4)
        return shortText(tick);
    char text[32];
    std::snprintf(text, sizeof text, "%.*f", std::max(0, static_cast<int>(-std::floor(std::log10(step) + 1e-9))), tick);
    return text;
}

double SvgAxis::scaled(double value) const
{
    return m_isLogarithmic ? std::log10(std::max(value, 0.0)) : value;
}

double SvgAxis::tickStep() const
{
    const double span = m_to - m_from;
    if (m_isLogarithmic && span >= 1)
        return std::max(1.0, std::round(span / 5));
    const double power = std::pow(10, std::floor(std::log10(span / 5)));
    for (const double factor : {1.0, 2.0, 5.0})
        if (span / (power * factor) <= 6)
            return power * factor;
    return power * 10;
}

SvgRange::SvgRange()
    : SvgRange(std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity())
{
}

void SvgRange::include(double value)
{
    if (!std::isfinite(value))
        return;
    from = std::min(from, value);
    to = std::max(to, value);
}

double SvgRange::near(double value, bool isLogarithmic) const
{
    if (isLogarithmic)
        return std::clamp(value, from / 2, 2 * to);
    return std::clamp(value, from - (to - from) / 2, to + (to - from) / 2);
}

std::vector<SvgMark> numberMarks(const SvgAxis& axis)
{
    std::vector<SvgMark> marks;
    for (const double tick : axis.ticks())
        marks.emplace_back(tick, axis.label(tick));
    return marks;
}

std::string drawAxes(const SvgFrame& frame, const SvgAxisTexts& texts)
{
    using namespace svgplace;
    std::string svg;
    for (const auto& [value, text] : texts.xMarks) {
        const double x = frame.column(value);
        svg += svgLine("grid", x, top, x, bottom) + svgLine("axis", x, bottom, x, bottom + 4);
        svg += svgText({x, bottom + 17, "middle"}, text);
    }
    for (const auto& [value, text] : texts.yMarks) {
        const double y = frame.row(value);
        svg += svgLine("grid", left, y, right, y) + svgLine("axis", left - 4, y, left, y);
        svg += svgText({left - 7, y + 4, "end"}, text);
    }
    svg += svgLine("axis", left, top, left, bottom) + svgLine("axis", left, bottom, right, bottom);
    svg += svgText({(left + right) / 2, bottom + 38, "middle", "axis-title"}, texts.xTitle);
    const std::string middle = coordinate((top + bottom) / 2);
    svg += "<text class=\"axis-title\" text-anchor=\"middle\" transform=\"translate(14 " + middle + ") rotate(-90)\">"
        + escapeHtml(texts.yTitle) + "</text>";
    return svg;
}

std::string openSvg(double width, double height, const std::string& title)
{
    return "<svg viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) + "\" role=\"img\" aria-label=\""
        + escapeHtml(title) + "\">";
}

std::string svgLine(const std::string& css, double x1, double y1, double x2, double y2)
{
    return "<path class=\"" + css + "\" d=\"M" + coordinate(x1) + " " + coordinate(y1) + "L" + coordinate(x2) + " "
        + coordinate(y2) + "\"/>";
}

std::string svgTip(const std::string& text)
{
    return text.empty() ? std::string() : "<title>" + escapeHtml(text) + "</title>";
}

} // namespace storage
