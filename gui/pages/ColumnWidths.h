#pragma once

#include <vector>

namespace gui {

/// In pixels.
struct ColumnWidth
{
    int width = 0;
    int least = 0;
};

/// Makes some of the columns narrower by up to `over` pixels together, always the widest of those that may become
/// narrower. Returns what is left of `over`.
int narrowWidest(std::vector<ColumnWidth>& columns, const std::vector<int>& which, int over);

} // namespace gui
