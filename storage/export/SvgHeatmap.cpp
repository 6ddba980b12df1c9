#include "storage/export/SvgHeatmap.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <utility>

#include "storage/export/ColorMaps.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"

namespace storage {

namespace {

constexpr double gridLeft = 46;
constexpr double gridTop = 28;
constexpr double barWidth = 14;

struct Layout
{
    explicit Layout(const SvgHeatmap& heatmap)
        : cell(heatmap.layers <= 16 ? 26 : 18)
        , columns(static_cast<double>(heatmap.layers))
        , rows(static_cast<double>(heatmap.positions.size()))
    {
    }

    double right() const { return gridLeft + columns * cell; }
    double bottom() const { return gridTop + rows * cell; }
    double barLeft() const { return right() + 20; }
    double barBottom() const { return std::max(bottom(), gridTop + 120); }

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

/// Fill and ink of a cell. Differences have colours for light and for dark pages, which the style chooses among.
struct Paint
{
    std::string fill; ///< attributes
    std::string ink;  ///< the value of one
};

Paint differencePaint(double part)
{
    const Rgb light = divergingColor(part, false);
    const Rgb dark = divergingColor(part, true);
    return {"style=\"--light:" + toHex(light) + ";--dark:" + toHex(dark) + "\"", "currentColor"};
}

Paint sharePaint(double value)
{
    const Rgb color = sequentialColor(value);
    return {"fill=\"" + toHex(color) + "\"", toHex(textOn(color))};
}

Paint paintOf(const SvgHeatmap& heatmap, double value)
{
    return heatmap.scale == SvgHeatmap::Scale::Share ? sharePaint(value) : differencePaint(value / heatmap.largest);
}

std::string drawCell(const SvgHeatmap& heatmap, const Layout& layout, std::size_t row, std::size_t column)
{
    const std::size_t place = row * static_cast<std::size_t>(heatmap.layers) + column;
    const double value = heatmap.values[place];
    const double x = gridLeft + static_cast<double>(column) * layout.cell;
    const double y = gridTop + static_cast<double>(row) * layout.cell;
    const bool isEmpty = std::isnan(value);
    const bool isShare = heatmap.scale == SvgHeatmap::Scale::Share;
    const Paint paint = isEmpty ? Paint{{}, toHex(textOn(Rgb{128, 128, 128}))} : paintOf(heatmap, value);
    const char* css = isEmpty ? "class=\"cell empty\" " : isShare ? "class=\"cell\" " : "class=\"cell diverging\" ";
    std::string svg = "<g class=\"cell-group\">";
    if (place < heatmap.tips.size())
        svg += "<title>" + escapeHtml(heatmap.tips[place]) + "</title>";
    svg += rect(x, y, layout.cell, css + paint.fill);
    if (place < heatmap.hatched.size() && heatmap.hatched[place])
        svg += rect(x, y, layout.cell, "fill=\"url(#" + heatmap.id + "-hatch)\"");
    if (heatmap.marksDiagonal && heatmap.positions[row] == static_cast<std::int64_t>(column))
        svg += rect(x + 1.5, y + 1.5, layout.cell - 3, "class=\"own\" fill=\"none\" stroke=\"" + paint.ink + "\"");
    const bool isWritten = isShare && !isEmpty && value >= 0.095;
    if (isShare && layout.cell >= 26 && (isWritten || !heatmap.id.empty()))
        svg += "<text class=\"value\" x=\"" + coordinate(x + layout.cell / 2) + "\" y=\""
            + coordinate(y + layout.cell / 2 + 4) + "\" text-anchor=\"middle\" fill=\"" + paint.ink + "\">"
            + (isWritten ? cellText(value) : "") + "</text>";
    return svg + "</g>";
}

std::string drawTicks(const SvgHeatmap& heatmap, const Layout& layout)
{
    const auto isTick = [&](std::int64_t index) { return heatmap.layers <= 16 || index % 4 == 0; };
    std::string svg;
    for (std::size_t row = 0; row < heatmap.positions.size(); ++row)
        if (isTick(heatmap.positions[row]))
            svg += svgText({gridLeft - 7, gridTop + (static_cast<double>(row) + 0.5) * layout.cell + 4, "end"},
                           std::to_string(heatmap.positions[row]));
    for (std::int64_t layer = 0; layer < heatmap.layers; ++layer)
        if (isTick(layer))
            svg +=
                svgText({gridLeft + (static_cast<double>(layer) + 0.5) * layout.cell, layout.bottom() + 16, "middle"},
                        std::to_string(layer));
    svg +=
        svgText({(gridLeft + layout.right()) / 2, layout.bottom() + 34, "middle", "axis-title"}, heatmap.columnTitle);
    svg += "<text class=\"axis-title\" text-anchor=\"middle\" transform=\"translate(13 "
        + coordinate((gridTop + layout.bottom()) / 2) + ") rotate(-90)\">" + heatmap.rowTitle + "</text>";
    return svg;
}

/// From the bar's lower end to its upper one, with what they are called.
std::vector<std::pair<double, std::string>> barTicks(const SvgHeatmap& heatmap)
{
    if (heatmap.scale == SvgHeatmap::Scale::Share)
        return {{0, "0.00"}, {0.25, "0.25"}, {0.5, "0.50"}, {0.75, "0.75"}, {1, "1.00"}};
    const auto isBeyond = [&](double value) { return std::abs(value) > heatmap.largest + 1e-9; };
    const bool isClipped = std::any_of(heatmap.values.begin(), heatmap.values.end(), isBeyond);
    std::vector<std::pair<double, std::string>> ticks;
    for (const double part : {-1.0, -0.5, 0.0, 0.5, 1.0}) {
        const std::string text = (part < 0 ? "\u2212" : "") + shortText(std::abs(part) * heatmap.largest);
        const bool isEnd = std::abs(part) == 1 && isClipped;
        ticks.emplace_back((part + 1) / 2, (isEnd ? part < 0 ? "\u2264 " : "\u2265 " : "") + text);
    }
    return ticks;
}

std::string drawBar(const SvgHeatmap& heatmap, const Layout& layout)
{
    constexpr int slices = 64;
    const bool isShare = heatmap.scale == SvgHeatmap::Scale::Share;
    const double span = layout.barBottom() - gridTop;
    std::string svg;
    for (int i = 0; i < slices; ++i) {
        const double part = 1 - (i + 0.5) / slices;
        const Paint paint = paintOf(heatmap, isShare ? part : (2 * part - 1) * heatmap.largest);
        svg += std::string("<rect ") + (isShare ? "" : "class=\"diverging\" ") + "x=\"" + coordinate(layout.barLeft())
            + "\" y=\"" + coordinate(gridTop + span * i / slices) + "\" width=\"" + coordinate(barWidth)
            + "\" height=\"" + coordinate(span / slices + 0.5) + "\" " + paint.fill + "/>";
    }
    for (const auto& [part, text] : barTicks(heatmap))
        svg += svgText({layout.barLeft() + barWidth + 5, gridTop + span * (1 - part) + 4}, text);
    svg += "<text class=\"axis-title\" text-anchor=\"middle\" transform=\"translate("
        + coordinate(layout.barLeft() + barWidth + (isShare ? 46 : 60)) + " " + coordinate(gridTop + span / 2)
        + ") rotate(-90)\">" + escapeHtml(heatmap.valueTitle) + "</text>";
    return svg;
}

/// Lines of 45° at every fifth pixel, each of the text's colour and one of the page's: one of them is seen on any cell.
std::string hatchPattern(const SvgHeatmap& heatmap)
{
    return heatmap.hatched.empty() ? std::string()
                                   : "<defs><pattern id=\"" + heatmap.id
            + "-hatch\" width=\"5\" height=\"5\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
              "<path class=\"hatch\" d=\"M0.6 0V5\"/><path class=\"hatch rim\" d=\"M1.7 0V5\"/></pattern></defs>";
}

} // namespace

std::string drawHeatmap(const SvgHeatmap& heatmap)
{
    const Layout layout(heatmap);
    const bool isShare = heatmap.scale == SvgHeatmap::Scale::Share;
    const double width = std::max(layout.barLeft() + barWidth + (isShare ? 52 : 66), // and room for the title
                                  gridLeft + 7.4 * static_cast<double>(heatmap.title.size()));
    const double height = layout.barBottom() + 42;
    std::string svg = "<svg class=\"heatmap\" width=\"" + coordinate(width) + "\" height=\"" + coordinate(height)
        + "\" viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) + "\" role=\"img\" aria-label=\""
        + escapeHtml(heatmap.title) + "\"" + (heatmap.id.empty() ? "" : " id=\"" + heatmap.id + "\"") + ">";
    svg += hatchPattern(heatmap) + svgText({gridLeft, 16, "start", "title"}, heatmap.title);
    for (std::size_t row = 0; row < heatmap.positions.size(); ++row)
        for (std::size_t column = 0; column < static_cast<std::size_t>(heatmap.layers); ++column)
            svg += drawCell(heatmap, layout, row, column);
    return svg + drawTicks(heatmap, layout) + drawBar(heatmap, layout) + "</svg>";
}

} // namespace storage
