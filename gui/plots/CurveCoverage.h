#pragma once

#include <cstddef>
#include <vector>

#include <QColor>
#include <QImage>

#include "gui/plots/CurveSpans.h"

namespace gui {

/// How many curves of one colour cover each pixel of a picture, counted in parts where an edge runs through it.
/// Painting costs the same however many there are: a curve enters and leaves each column once, and the counts are the
/// sums down the columns. Where no curve was added it costs nothing: many groups of a run each share a picture.
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
    /// From the first that a curve changes to behind the last.
    struct Rows
    {
        std::size_t first = std::size_t(-1);
        std::size_t end = 0;
    };

    void change(std::size_t column, float y, float by);
    /// In m_changes, of a block's first column; the last ones of the last block may lie beyond the picture.
    std::size_t place(std::size_t block, std::size_t row) const;

    std::size_t m_width;
    std::size_t m_height;
    std::vector<Rows> m_rows;     ///< of each block of columns
    std::vector<float> m_changes; ///< [height + 2, blocks, columns]: how much more is covered than in the row above
};

} // namespace gui
