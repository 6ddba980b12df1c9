#include "storage/export/Html.h"

#include <array>
#include <charconv>
#include <cmath>

#include "engine/run/VisibleText.h"

namespace storage {

std::string escapeHtml(std::string_view text)
{
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : engine::visibleText(text, engine::Unchanged::LineEndsAndTabs)) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        case '\'':
            escaped += "&#39;";
            break;
        default:
            escaped += c;
        }
    }
    return escaped;
}

std::string coordinate(double value)
{
    std::array<char, 64> text{};
    const double rounded = std::round(value * 100) / 100 + 0.0; // −0 becomes 0
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), rounded).ptr};
}

std::string svgText(const SvgText& place, std::string_view text)
{
    return "<text class=\"" + std::string(place.cssClass) + "\" x=\"" + coordinate(place.x) + "\" y=\""
        + coordinate(place.y) + "\" text-anchor=\"" + place.anchor + "\">" + escapeHtml(text) + "</text>";
}

} // namespace storage
