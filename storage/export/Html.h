#pragma once

#include <string>
#include <string_view>

namespace storage {

/// Text for HTML and SVG, in content and in quoted attributes, made visible as by engine::visibleText().
std::string escapeHtml(std::string_view text);

/// A coordinate: at most two decimals.
std::string coordinate(double value);

/// <text class="…" x y text-anchor>escaped</text>
struct SvgText
{
    double x = 0;
    double y = 0;
    const char* anchor = "start";
    const char* cssClass = "tick";
};
std::string svgText(const SvgText& place, std::string_view text);

} // namespace storage
