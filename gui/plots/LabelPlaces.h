#pragma once

#include <cstddef>
#include <vector>

namespace gui {

/// How many lines of this height have room from `top` to `bottom`, where the centres of the outer two may lie.
std::size_t linesWithin(double top, double bottom, double height);

/// Centres of lines that would stand at `wanted` (rising, downwards in pixels), pushed apart where they would overlap
/// and up from `bottom`. They need linesWithin(top, bottom, height) to be as many as they are.
std::vector<double> pushedApart(std::vector<double> wanted, double top, double bottom, double height);

} // namespace gui
