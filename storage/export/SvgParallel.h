#pragma once

#include <string>
#include <vector>

#include "storage/export/SvgFrame.h"

namespace storage {

/// Lines through upright axes, one beside the other: what is shown, before drawing.
struct SvgParallel
{
    struct Axis
    {
        std::string title;
        std::vector<SvgMark> marks; ///< at places from 0 to 1
    };
    struct Line
    {
        std::vector<double> places; ///< from 0 to 1 on each axis; one that is not finite breaks the line
        int color = 0;              ///< number of the page's curve colours
        std::string tip;            ///< said under the pointer
    };
    std::string title;
    std::string note; ///< at the right of the title
    std::vector<Axis> axes;
    std::vector<Line> lines;
};

/// An inline <svg>, the wider the more axes there are.
std::string drawParallel(const SvgParallel& picture);

} // namespace storage
