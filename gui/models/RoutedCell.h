#pragma once

#include <cstdint>
#include <optional>

namespace gui {

/// What a cell of the routing heatmap stands for.
struct RoutedCell
{
    int position = 0; ///< depth index
    int layer = 0;
    std::int64_t step = 0;    ///< of the record or evaluation that is shown
    std::optional<int> label; ///< the one class that is shown, by its index
};

} // namespace gui
