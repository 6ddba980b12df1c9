#include "gui/plots/Hatch.h"

#include <algorithm>

#include <QPaintEngine>
#include <QPainter>

namespace gui {

namespace {

constexpr int every = 5;
constexpr qreal thickness = 1.1;

QPen penOf(const QColor& ink, qreal width)
{
    return {ink, width, Qt::SolidLine, Qt::FlatCap};
}

/// One that continues itself in each direction, in pixels of the device.
QImage tileOf(const QColor& ink, qreal ratio)
{
    const int side = std::max(qRound(every * ratio), 2);
    QImage tile(side, side, QImage::Format_ARGB32_Premultiplied);
    tile.fill(Qt::transparent);
    QPainter painter(&tile);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(penOf(ink, thickness * ratio));
    for (int line = 0; line <= 2; ++line) // two of them touch corners
        painter.drawLine((line + 1) * side, -side, -side, (line + 1) * side);
    return tile;
}

QList<QLineF> linesIn(const QRect& rect)
{
    QList<QLineF> lines;
    const int right = rect.left() + rect.width();
    const int bottom = rect.top() + rect.height();
    for (int sum = (rect.left() + rect.top()) / every * every + every; sum < right + bottom; sum += every) {
        const int from = std::min(sum - rect.top(), right);
        const int to = std::max(sum - bottom, rect.left());
        lines.append(QLineF(from, sum - from, to, sum - to));
    }
    return lines;
}

} // namespace

void Hatch::draw(QPainter& painter, QColor ink) const
{
    ink.setAlphaF(0.55F);
    painter.save();
    if (painter.paintEngine()->type() == QPaintEngine::Raster) {
        const QTransform given = painter.worldTransform();
        const qreal ratio = given.m11() * painter.device()->devicePixelRatioF();
        painter.setWorldTransform(QTransform::fromScale(1 / ratio, 1 / ratio) * given);
        const QBrush tiles(tileOf(ink, ratio));
        for (const QRect& rect : m_rects)
            painter.fillRect(QTransform::fromScale(ratio, ratio).mapRect(QRectF(rect)), tiles);
    } else {
        painter.setRenderHint(QPainter::Antialiasing);
        painter.setPen(penOf(ink, thickness));
        for (const QRect& rect : m_rects)
            painter.drawLines(linesIn(rect));
    }
    painter.restore();
}

} // namespace gui
