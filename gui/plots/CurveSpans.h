#pragma once

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include "gui/models/MetricSeries.h"

namespace gui {

/// Which part of each column of pixels a curve covers when it is drawn with a pen. Where many points share a column,
/// that is from the least to the greatest of them, found without touching the others; where they are few, the lines
/// between them, mostly in several columns to a pixel so that their edges are smooth. A gap in the values is one in the
/// curve, and a value alone between gaps is a dot.
class CurveSpans {
public:
    /// From data to the pixels of a picture: x from its left, y downwards from its top.
    struct Frame
    {
        std::size_t columns = 0;          ///< pixels
        std::pair<double, double> range;  ///< x at the left edge of the first column and at the right edge of the last
        double origin = 0;                ///< y of the value 0, in pixels; of 1 on a logarithmic axis
        double scale = -1;                ///< pixels down for a unit of value; for a power of ten
        bool isLogarithmic = false;       ///< values up to 0 are not drawn
        double penWidth = 1;              ///< pixels
        bool isCoarse = false;            ///< one column to a pixel for lines as well: their edges are steps
    };
    /// In pixels; empty where the bottom is not below the top.
    struct Span
    {
        float top = std::numeric_limits<float>::infinity();
        float bottom = -std::numeric_limits<float>::infinity();

        bool isEmpty() const { return !(top < bottom); }
        void add(double from, double to);
    };

    explicit CurveSpans(Frame frame);

    /// Replaces the curve before.
    void draw(const MetricSeries& series, const XAxis& axis);
    /// What lies between two curves, each column from the least of the one to the greatest of the other; nothing where
    /// one of them has a gap. For many points: edges that slope are steps of a pixel.
    void fill(const MetricSeries& low, const MetricSeries& high, const XAxis& axis);
    /// Takes the spaces of a dashed line out of the curve, along x. Where it is steep it stays: no spike is lost.
    void dash();
    /// Whether so many points share each column that extremes of columns are drawn in place of lines.
    bool isDense(const MetricSeries& series, const XAxis& axis) const;
    /// From left to right, perPixel() of them for each column of pixels.
    const std::vector<Span>& spans() const { return m_spans; }
    std::size_t perPixel() const { return m_perPixel; }
    /// Points that the lines were drawn through, two for each column of many.
    std::size_t points() const { return m_points; }

private:
    struct Place
    {
        double x = 0;
        double y = 0;
    };

    void begin(std::size_t perPixel);
    void drawColumns(const MetricSeries& series, const XAxis& axis);
    void widenColumns();
    void drawLines(const MetricSeries& series, const XAxis& axis, std::pair<std::size_t, std::size_t> indices);
    void addLine(const Place& from, const Place& to);
    void addStroke(const Place& from, const Place& to);
    void addDot(const Place& place);
    /// In pixels, wherever that is.
    double y(double value) const;
    bool isDrawn(double value) const;
    /// Columns whose middles lie between the two x.
    std::pair<std::size_t, std::size_t> columnsBetween(double left, double right) const;

    Frame m_frame;
    std::vector<Span> m_spans;
    std::size_t m_perPixel = 1;
    std::size_t m_points = 0;
};

} // namespace gui
