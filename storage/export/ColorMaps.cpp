#include "storage/export/ColorMaps.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <span>

namespace storage {

namespace {

constexpr Rgb rgb(std::uint32_t hex)
{
    return {static_cast<std::uint8_t>(hex >> 16), static_cast<std::uint8_t>(hex >> 8 & 0xFF),
            static_cast<std::uint8_t>(hex & 0xFF)};
}

constexpr std::array viridis = {rgb(0x440154), rgb(0x481A6C), rgb(0x472F7D), rgb(0x414487), rgb(0x39568C),
                                rgb(0x31688E), rgb(0x2A788E), rgb(0x23888E), rgb(0x1F988B), rgb(0x22A884),
                                rgb(0x35B779), rgb(0x54C568), rgb(0x7AD151), rgb(0xA5DB36), rgb(0xD2E21B),
                                rgb(0xFDE725)};
constexpr std::array cividis = {rgb(0x00224E), rgb(0x123570), rgb(0x3B496C), rgb(0x575D6D), rgb(0x707173),
                                rgb(0x8A8678), rgb(0xA59C74), rgb(0xC3B369), rgb(0xE1CC55), rgb(0xFEE838)};
constexpr std::array divergingLight = {rgb(0x0B4F8A), rgb(0x3C82BC), rgb(0x86B5DC), rgb(0xC8DDEE), rgb(0xF4F4F2),
                                       rgb(0xF5D9B8), rgb(0xE5A866), rgb(0xC4741F), rgb(0x864508)};
constexpr std::array divergingDark = {rgb(0x8CC8FF), rgb(0x4E9BD6), rgb(0x2F6A9C), rgb(0x24435E), rgb(0x1F2225),
                                      rgb(0x5A3D1E), rgb(0x94601F), rgb(0xCF8A33), rgb(0xFFC27A)};
constexpr std::array batlow = {rgb(0x011959), rgb(0x103F60), rgb(0x1C5A62), rgb(0x3C6D56), rgb(0x687B3E),
                               rgb(0x9D892B), rgb(0xD29343), rgb(0xF8A17B), rgb(0xFDB7BC), rgb(0xFACCFA)};
constexpr std::array<Rgb, seriesColorCount> seriesLight = {rgb(0x0072B2), rgb(0xD55E00), rgb(0x009E73), rgb(0xB3568B),
                                    rgb(0xBF8300), rgb(0x2F96D0), rgb(0x5B636D)};
constexpr std::array<Rgb, seriesColorCount> seriesDark = {rgb(0x3C9BD6), rgb(0xE8743B), rgb(0x2BB592), rgb(0xD48FB8),
                                   rgb(0xE69F00), rgb(0x7CC6F0), rgb(0xA6AEB7)};

Rgb sample(std::span<const Rgb> stops, double position)
{
    const double scaled = std::isnan(position) ? 0 : std::clamp(position, 0.0, 1.0) * double(stops.size() - 1);
    const auto below = std::min(static_cast<std::size_t>(scaled), stops.size() - 2);
    const double part = scaled - double(below);
    const auto mix = [part](std::uint8_t from, std::uint8_t to) {
        return static_cast<std::uint8_t>(std::lround(from + part * (double(to) - from)));
    };
    const Rgb a = stops[below];
    const Rgb b = stops[below + 1];
    return {mix(a.red, b.red), mix(a.green, b.green), mix(a.blue, b.blue)};
}

double linear(std::uint8_t channel)
{
    const double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

} // namespace

Rgb sequentialColor(double value, SequentialMap map)
{
    return map == SequentialMap::Viridis ? sample(viridis, value) : sample(cividis, value);
}

Rgb divergingColor(double value, bool dark)
{
    const double position = std::isnan(value) ? 0.5 : (value + 1) / 2;
    return dark ? sample(divergingDark, position) : sample(divergingLight, position);
}

Rgb layerColor(std::int64_t layer, std::int64_t layers)
{
    return sample(batlow, layers < 2 ? 0 : double(layer) / double(layers - 1));
}

Rgb seriesColor(std::int64_t index, bool dark)
{
    const auto count = static_cast<std::int64_t>(seriesLight.size());
    const auto slot = static_cast<std::size_t>((index % count + count) % count);
    return dark ? seriesDark[slot] : seriesLight[slot];
}

Rgb textOn(Rgb ground)
{
    const double luminance = 0.2126 * linear(ground.red) + 0.7152 * linear(ground.green) + 0.0722 * linear(ground.blue);
    return luminance <= 0.179 ? Rgb{255, 255, 255} : rgb(0x101214);
}

std::string toHex(Rgb color)
{
    char text[8];
    std::snprintf(text, sizeof text, "#%02X%02X%02X", unsigned(color.red), unsigned(color.green), unsigned(color.blue));
    return text;
}

} // namespace storage
