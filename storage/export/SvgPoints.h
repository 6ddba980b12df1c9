#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "storage/export/SvgFrame.h"

namespace storage {

struct SvgPoint
{
    double x = 0;
    double y = 0;
    int color = 0;    ///< number of the page's curve colours
    std::string tip;  ///< said under the pointer
    std::string name; ///< beside it; empty: none
};

/// A group's: a large point with its intervals, or a bar.
struct SvgMean
{
    SvgPoint at;
    std::optional<std::pair<double, double>> xInterval = {};
    std::optional<std::pair<double, double>> yInterval = {};
    bool isBar = false; ///< across its x interval, without the point
};

/// Points over two axes: what is shown, before drawing.
struct SvgPoints
{
    std::string title;
    std::string note; ///< at the right of the title
    std::string xTitle;
    std::string yTitle;
    bool isLogarithmic = false;       ///< x; its values are above 0
    std::vector<SvgMark> xMarks = {}; ///< words; empty: round numbers
    std::vector<SvgPoint> points = {};
    std::vector<SvgMean> means = {};
    std::vector<std::pair<SvgPoint, SvgPoint>> joined = {}; ///< by a line
    std::vector<std::pair<double, double>> front = {};      ///< a dashed line through these
};

/// An inline <svg>. Points whose place is not finite are left out.
std::string drawPoints(const SvgPoints& picture);

} // namespace storage
