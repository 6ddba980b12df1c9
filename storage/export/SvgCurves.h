#pragma once

#include <optional>
#include <string>
#include <vector>

namespace storage {

struct SvgCurve
{
    std::string name; ///< in the legend; empty: not there
    std::vector<double> x;
    std::vector<double> y; ///< values that are not finite break the line
    int color = -1;        ///< number of the page's curve colours; -1: its place among the plot's curves
    bool isFaint = false;  ///< one of several that another curve stands for
    bool isSmooth = false; ///< drawn as it is, however many points it has
};

/// The ground between two curves with the same x; cut where it goes far beyond all curves.
struct SvgBand
{
    std::vector<double> x;
    std::vector<double> low;
    std::vector<double> high;
    int color = 0;
};

/// One plot with left and bottom axis: what it shows, before drawing.
struct SvgPlot
{
    std::string title;
    std::string xTitle = "step";
    std::string yTitle;
    bool logarithmic = false; ///< y; only used when all values of curves are above 0
    std::vector<SvgBand> bands = {};
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

/// The page's class for a colour: "c3"; "c3 again" for one that comes again, which is drawn dashed.
std::string colorClass(int color);

/// An inline <svg>. Curves with more points than the plot has columns keep each column's smallest and largest value; a
/// curve of many points stands faint behind its running mean.
std::string drawPlot(const SvgPlot& wanted);
bool isSmoothed(const SvgCurve& curve);
/// Each point the mean of its finite neighbours, as many before it as after, in all one fiftieth of the curve.
SvgCurve smoothed(const SvgCurve& curve);

} // namespace storage
