#pragma once

#include <optional>
#include <string>
#include <vector>

namespace storage {

struct SvgCurve
{
    std::string name;
    std::vector<double> x;
    std::vector<double> y; ///< values that are not finite break the line
};

/// One plot with left and bottom axis: what it shows, before drawing.
struct SvgPlot
{
    std::string title;
    std::string xTitle = "step";
    std::string yTitle;
    bool logarithmic = false; ///< y; only used when all values are above 0
    std::vector<SvgCurve> curves;
    struct Mark
    {
        double x = 0;
        double y = 0;
        std::string text;
    };
    std::optional<Mark> best; ///< a star
    std::optional<Mark> reference; ///< a dashed horizontal line at y
};

/// An inline <svg>. Curves with more points than the plot has columns keep each column's smallest and largest value; a
/// curve of many points stands faint behind its running mean.
std::string drawPlot(const SvgPlot& plot);
bool isSmoothed(const SvgCurve& curve);

} // namespace storage
