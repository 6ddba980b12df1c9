#pragma once

#include <cstdint>
#include <string>

/// The colours of pictures, for screen and export alike. Perceptual and safe for colour-blind readers; values outside
/// the map's range, and NaN, take its nearest end.
namespace storage {

struct Rgb
{
    std::uint8_t red = 0;
    std::uint8_t green = 0;
    std::uint8_t blue = 0;

    bool operator==(const Rgb&) const = default;
};

enum class SequentialMap { Viridis, Cividis };

/// Shares and probabilities over 0…1.
Rgb sequentialColor(double value, SequentialMap map = SequentialMap::Viridis);

/// Differences and change: −1…1, the middle close to the page's ground (light or dark).
Rgb divergingColor(double value, bool dark);

/// Layers by depth (batlow): dark is shallow, bright is deep.
Rgb layerColor(std::int64_t layer, std::int64_t layers);

constexpr int seriesColorCount = 7;
/// Colour of a run's curve: index in order of appearance, repeated after seriesColorCount.
Rgb seriesColor(std::int64_t index, bool dark);

/// Text that reads on `ground`: white, or nearly black.
Rgb textOn(Rgb ground);

/// "#1B1F24"
std::string toHex(Rgb color);

} // namespace storage
