#include "gui/plots/LabelPlaces.h"

#include <algorithm>
#include <ranges>

namespace gui {

std::size_t linesWithin(double top, double bottom, double height)
{
    return bottom < top ? 0 : static_cast<std::size_t>((bottom - top) / height) + 1;
}

std::vector<double> pushedApart(std::vector<double> wanted, double top, double bottom, double height)
{
    double highest = top;
    for (double& centre : wanted) {
        centre = std::max(centre, highest);
        highest = centre + height;
    }
    double lowest = bottom;
    for (double& centre : std::views::reverse(wanted)) {
        centre = std::min(centre, lowest);
        lowest = centre - height;
    }
    return wanted;
}

} // namespace gui
