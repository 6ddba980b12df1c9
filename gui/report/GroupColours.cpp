#include "gui/report/GroupColours.h"

#include <set>

namespace gui {

int colourOfRun(std::int64_t run, const std::optional<int>& given)
{
    return given && *given >= 0 ? *given % groupColourCount : static_cast<int>((run - 1) % groupColourCount);
}

std::vector<int> distinctColours(const std::vector<int>& wished)
{
    std::vector<int> colours;
    std::set<int> taken;
    for (int colour : wished) {
        for (int next = 0; taken.contains(colour) && next < groupColourCount; ++next)
            colour = next;
        taken.insert(colour);
        colours.push_back(colour);
    }
    return colours;
}

} // namespace gui
