#pragma once

#include <string>
#include <utility>
#include <vector>

/// What the pictures over two axes have in common.
namespace storage {

/// Place of a picture's axes within its whole.
namespace svgplace {
constexpr double width = 460;
constexpr double height = 250;
constexpr double left = 64;
constexpr double right = 444;
constexpr double top = 44;
constexpr double bottom = 204;
} // namespace svgplace

/// Values along one axis, and where they lie between its ends.
class SvgAxis {
public:
    SvgAxis(double from, double to, bool isLogarithmic);

    /// 0 at the start, 1 at the end; on a logarithmic axis minus infinity for 0 and below.
    double part(double value) const { return (scaled(value) - m_from) / (m_to - m_from); }
    void widen(double share);
    /// Round ones.
    std::vector<double> ticks() const;
    /// With as many decimals as tell neighbours apart.
    std::string label(double tick) const;

private:
    double scaled(double value) const;
    double tickStep() const;

    bool m_isLogarithmic;
    double m_from;
    double m_to;
};

/// From the smallest finite value to the largest; from > to before there is one.
struct SvgRange
{
    SvgRange();
    SvgRange(double low, double high)
        : from(low)
        , to(high)
    {
    }
    void include(double value);
    bool isEmpty() const { return from > to; }
    /// The value, or what is nearest to it within half the range beyond the range; for a logarithmic axis from half its
    /// smallest to twice its largest value.
    double near(double value, bool isLogarithmic = false) const;

    double from;
    double to;
};

struct SvgFrame
{
    SvgAxis x;
    SvgAxis y;

    double column(double value) const { return svgplace::left + x.part(value) * (svgplace::right - svgplace::left); }
    double row(double value) const { return svgplace::bottom - y.part(value) * (svgplace::bottom - svgplace::top); }
};

/// A place on an axis with what is written there.
using SvgMark = std::pair<double, std::string>;
/// The axis's own ticks with their labels.
std::vector<SvgMark> numberMarks(const SvgAxis& axis);

struct SvgAxisTexts
{
    std::string xTitle;
    std::string yTitle;
    std::vector<SvgMark> xMarks;
    std::vector<SvgMark> yMarks;
};
/// Grid, axes, marks and titles.
std::string drawAxes(const SvgFrame& frame, const SvgAxisTexts& texts);

std::string openSvg(double width, double height, const std::string& title);
std::string svgLine(const std::string& css, double x1, double y1, double x2, double y2);
/// Shown under the pointer; empty for an empty one.
std::string svgTip(const std::string& text);

} // namespace storage
