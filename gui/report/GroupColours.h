#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "storage/export/ColorMaps.h"

/// Which colour a run and its group have, the same in tables, pictures and reports. Colours are indices: those of
/// storage::seriesColor(), and once more for the dashed ones.
namespace gui {

constexpr int groupColourCount = 2 * storage::seriesColorCount;

/// Of a run that no group of the runs table colours: the one that it was given, otherwise its number's.
int colourOfRun(std::int64_t run, const std::optional<int>& given);

/// Of several groups: the wished ones where these tell them apart, otherwise the next free one.
std::vector<int> distinctColours(const std::vector<int>& wished);

} // namespace gui
