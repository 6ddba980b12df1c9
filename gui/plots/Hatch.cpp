#include "gui/plots/Hatch.h"

#include <algorithm>

#include <QPainter>

namespace gui {

void Hatch::add(const QRect& rect)
{
    constexpr int every = 5;
    const int right = rect.left() + rect.width();
    const int bottom = rect.top() + rect.height();
    for (int sum = (rect.left() + rect.top()) / every * every + every; sum < right + bottom; sum += every) {
        const int from = std::min(sum - rect.top(), right);
        const int to = std::max(sum - bottom, rect.left());
        m_lines.append(QLineF(from, sum - from, to, sum - to));
    }
}

void Hatch::draw(QPainter& painter, QColor ink) const
{
    ink.setAlphaF(0.55F);
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(ink, 1.1, Qt::SolidLine, Qt::FlatCap));
    painter.drawLines(m_lines);
    painter.restore();
}

} // namespace gui
