#pragma once

#include <QColor>
#include <QImage>

#include <vector>

#include "gui/plots/CurveSpans.h"

namespace gui {

/// How many curves of one colour cover each pixel of a picture, counted in parts where an edge runs through it.
/// Painting costs the same however many there are and whatever their height: a curve enters and leaves each column
/// once, and the counts are the sums down the columns.
class CurveCoverage {
public:
    explicit CurveCoverage(QSize size);

    /// `curve` has as many pixels in width as the picture.
    void add(const CurveSpans& curve);
    void clear();
    /// Lays a coat of the colour, translucent as it is, over a picture of the same size for each curve. The picture's
    /// format is ARGB32_Premultiplied. Edges of several curves in one pixel are added up before: exact to alpha² / 4.
    void paint(QImage& picture, const QColor& colour) const;

private:
    void change(std::size_t column, float y, float by);

    std::size_t m_width;
    std::size_t m_height;
    std::vector<float> m_changes; ///< [height + 2, width]: how much more is covered than in the row above
};

} // namespace gui
