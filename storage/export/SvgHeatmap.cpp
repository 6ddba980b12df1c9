#include "storage/export/SvgHeatmap.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

#include "storage/export/ColorMaps.h"
#include "storage/export/Html.h"

namespace storage {

namespace {

constexpr double left = 46;
constexpr double top = 28;
constexpr double barWidth = 14;

struct Layout
{
    explicit Layout(const SvgHeatmap& heatmap)
        : cell(heatmap.layers <= 16 ? 26 : 18)
        , columns(static_cast<double>(heatmap.layers))
        , rows(static_cast<double>(heatmap.positions.size()))
    {
    }

    double right() const { return left + columns * cell; }
    double bottom() const { return top + rows * cell; }
    double barLeft() const { return right() + 20; }
    double barBottom() const { return std::max(bottom(), top + 120); }

    double cell;
    double columns;
    double rows;
};

std::string rect(double x, double y, double size, const std::string& attributes)
{
    return "<rect x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" width=\"" + coordinate(size) + "\" height=\""
        + coordinate(size) + "\" " + attributes + "/>";
}

/// ".46", "1.0"
std::string cellText(double value)
{
    char text[16];
    std::snprintf(text, sizeof text, "%.2f", value);
    return value >= 0.995 ? "1.0" : std::string(text).substr(1);
}

std::string drawCell(const SvgHeatmap& heatmap, const Layout& layout, std::size_t row, std::size_t column)
{
    const double value = heatmap.values[row * static_cast<std::size_t>(heatmap.layers) + column];
    const double x = left + static_cast<double>(column) * layout.cell;
    const double y = top + static_cast<double>(row) * layout.cell;
    const bool isEmpty = std::isnan(value);
    const std::string ink = toHex(textOn(isEmpty ? Rgb{128, 128, 128} : sequentialColor(value)));
    const std::string css = isEmpty ? "class=\"cell empty\"" : "class=\"cell\" fill=\"" + toHex(sequentialColor(value)) + "\"";
    std::string svg = "<g class=\"cell-group\">" + rect(x, y, layout.cell, css);
    if (heatmap.marksDiagonal && heatmap.positions[row] == static_cast<std::int64_t>(column))
        svg += rect(x + 1.5, y + 1.5, layout.cell - 3, "class=\"own\" fill=\"none\" stroke=\"" + ink + "\"");
    const bool isWritten = !isEmpty && value >= 0.095;
    if (layout.cell >= 26 && (isWritten || !heatmap.id.empty()))
        svg += "<text class=\"value\" x=\"" + coordinate(x + layout.cell / 2) + "\" y=\"" + coordinate(y + layout.cell / 2 + 4)
            + "\" text-anchor=\"middle\" fill=\"" + ink + "\">" + (isWritten ? cellText(value) : "") + "</text>";
    return svg + "</g>";
}

std::string drawTicks(const SvgHeatmap& heatmap, const Layout& layout)
{
    const auto isTick = [&](std::int64_t index) { return heatmap.layers <= 16 || index % 4 == 0; };
    std::string svg;
    for (std::size_t row = 0; row < heatmap.positions.size(); ++row)
        if (isTick(heatmap.positions[row]))
            svg += svgText({left - 7, top + (static_cast<double>(row) + 0.5) * layout.cell + 4, "end"},
                           std::to_string(heatmap.positions[row]));
    for (std::int64_t layer = 0; layer < heatmap.layers; ++layer)
        if (isTick(layer))
            svg += svgText({left + (static_cast<double>(layer) + 0.5) * layout.cell, layout.bottom() + 16, "middle"},
                           std::to_string(layer));
    svg += svgText({(left + layout.right()) / 2, layout.bottom() + 34, "middle", "axis-title"}, heatmap.columnTitle);
    svg += "<text class=\"axis-title\" text-anchor=\"middle\" transform=\"translate(13 "
        + coordinate((top + layout.bottom()) / 2) + ") rotate(-90)\">" + heatmap.rowTitle + "</text>";
    return svg;
}

std::string drawBar(const SvgHeatmap& heatmap, const Layout& layout)
{
    constexpr int slices = 64;
    const double span = layout.barBottom() - top;
    std::string svg;
    for (int i = 0; i < slices; ++i)
        svg += "<rect x=\"" + coordinate(layout.barLeft()) + "\" y=\"" + coordinate(top + span * i / slices) + "\" width=\""
            + coordinate(barWidth) + "\" height=\"" + coordinate(span / slices + 0.5) + "\" fill=\""
            + toHex(sequentialColor(1 - (i + 0.5) / slices)) + "\"/>";
    for (const char* tick : {"0.00", "0.25", "0.50", "0.75", "1.00"})
        svg += svgText({layout.barLeft() + barWidth + 5, top + span * (1 - std::atof(tick)) + 4}, tick);
    svg += "<text class=\"axis-title\" text-anchor=\"middle\" transform=\"translate("
        + coordinate(layout.barLeft() + barWidth + 46) + " " + coordinate(top + span / 2) + ") rotate(-90)\">"
        + escapeHtml(heatmap.valueTitle) + "</text>";
    return svg;
}

} // namespace

std::string drawHeatmap(const SvgHeatmap& heatmap)
{
    const Layout layout(heatmap);
    const double width = layout.barLeft() + barWidth + 52;
    const double height = layout.barBottom() + 42;
    std::string svg = "<svg class=\"heatmap\" width=\"" + coordinate(width) + "\" height=\"" + coordinate(height)
        + "\" viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) + "\" role=\"img\" aria-label=\""
        + escapeHtml(heatmap.title) + "\"" + (heatmap.id.empty() ? "" : " id=\"" + heatmap.id + "\"") + ">";
    svg += svgText({left, 16, "start", "title"}, heatmap.title);
    for (std::size_t row = 0; row < heatmap.positions.size(); ++row)
        for (std::size_t column = 0; column < static_cast<std::size_t>(heatmap.layers); ++column)
            svg += drawCell(heatmap, layout, row, column);
    return svg + drawTicks(heatmap, layout) + drawBar(heatmap, layout) + "</svg>";
}

} // namespace storage
