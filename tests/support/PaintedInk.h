#pragma once

#include <QColor>
#include <QImage>
#include <QRectF>

namespace support {

/// How much of the colour lies on the ground in the pixels that the rectangle touches, summed up: 1 for an opaque pixel.
inline double painted(const QImage& picture, const QColor& colour, const QColor& ground, const QRectF& where)
{
    double sum = 0;
    for (int row = int(where.top()); row <= int(where.bottom()); ++row)
        for (int column = int(where.left()); column <= int(where.right()); ++column) {
            const QColor got = picture.pixelColor(column, row);
            sum += double((got.red() - ground.red()) + (got.green() - ground.green()) + (got.blue() - ground.blue()))
                / double((colour.red() - ground.red()) + (colour.green() - ground.green()) + (colour.blue() - ground.blue()));
        }
    return sum;
}

} // namespace support
