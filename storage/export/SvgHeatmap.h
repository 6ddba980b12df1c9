#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace storage {

/// Position (down) × layer chosen (across), or layer × expert; values 0…1; NaN is an empty cell.
struct SvgHeatmap
{
    std::string title;
    std::string valueTitle = "share of votes";
    std::string rowTitle = "position";
    std::string columnTitle = "layer chosen";
    bool marksDiagonal = true; ///< where a position chose its own layer
    std::int64_t layers = 0;
    std::vector<std::int64_t> positions;
    std::vector<double> values; ///< P×T
    std::string id;             ///< of the drawing, for a script that changes it; empty otherwise
};

/// An inline <svg> with square cells, ticks, the diagonal marked, numbers from 0.10 up, and a colour bar.
std::string drawHeatmap(const SvgHeatmap& heatmap);

} // namespace storage
