#pragma once

#include <QColor>
#include <QList>
#include <QRect>

class QPainter;

namespace gui {

/// Lines at 45°, every 5 px from one corner of the picture on, so that neighbouring rectangles make one hatch.
class Hatch {
public:
    /// In pixels.
    void add(const QRect& rect) { m_rects.append(rect); }
    /// On a screen a pattern, of which hundreds take no time; as lines where a picture is recorded. `painter` may be
    /// scaled, but not turned.
    void draw(QPainter& painter, QColor ink) const;

private:
    QList<QRect> m_rects;
};

} // namespace gui
