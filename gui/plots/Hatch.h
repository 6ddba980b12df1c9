#pragma once

#include <QColor>
#include <QLineF>
#include <QList>

class QPainter;
class QRect;

namespace gui {

/// Lines at 45°, every 5 px from one corner of the picture on, so that neighbouring rectangles make one hatch. All of an
/// ink are drawn at once: each call of the painter costs.
class Hatch {
public:
    /// Within `rect`, in pixels.
    void add(const QRect& rect);
    void draw(QPainter& painter, QColor ink) const;

private:
    QList<QLineF> m_lines;
};

} // namespace gui
