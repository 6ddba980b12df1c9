#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace storage {

/// Position (down) × layer chosen (across), or layer × expert; NaN is an empty cell.
struct SvgHeatmap
{
    enum class Scale {
        Share,     ///< 0…1
        Difference ///< −largest…largest, what is beyond takes the end's colour
    };
    Scale scale = Scale::Share;
    double largest = 1;        ///< of differences
    std::vector<bool> hatched; ///< P×T or empty: cells that say nothing
    std::vector<std::string> tips; ///< P×T or empty: said of a cell under the pointer
    std::string title;
    std::string valueTitle = "share of votes";
    std::string rowTitle = "position";
    std::string columnTitle = "layer chosen";
    bool marksDiagonal = true; ///< where a position chose its own layer
    std::int64_t layers = 0;
    std::vector<std::int64_t> positions;
    std::vector<double> values; ///< P×T
    std::string id;             ///< of the drawing, which hatching needs and a script that changes it; empty otherwise
};

/// An inline <svg> with square cells, ticks, the diagonal marked, numbers from 0.10 up, and a colour bar.
std::string drawHeatmap(const SvgHeatmap& heatmap);

} // namespace storage
