#include "gui/plots/BarTitle.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>
#include <cmath>

#include "gui/plots/PlotStyle.h"

namespace gui {

namespace {

constexpr int heightsAcross = 5; // a line is as wide as five are high, about twelve letters
constexpr int beforeLines = 8;

} // namespace

BarTitle::BarTitle(const QString& text, const QFont& font)
    : m_text(text)
    , m_font(font)
{
    const QFontMetrics metrics(font);
    m_lines = plotstyle::wrapped(text, QFontMetricsF(font), heightsAcross * metrics.height());
    m_size = {metrics.horizontalAdvance(text), metrics.height()};
    m_linesSize = metrics.size(0, m_lines);
}

int BarTitle::linesWidth() const
{
    return std::max(beforeLines + m_linesSize.width(), uprightWidth());
}

void BarTitle::draw(QPainter& painter, QPointF place, int pictureHeight) const
{
    const double half = height() / 2.0;
    const double middle = std::clamp(place.y(), half, std::max(pictureHeight - half, half));
    painter.save();
    painter.setFont(m_font);
    if (m_isInLines) {
        const QPointF corner(place.x() + beforeLines, std::round(middle - half));
        painter.drawText(QRectF(corner, QSizeF(m_linesSize)), Qt::AlignLeft | Qt::AlignTop | Qt::TextDontClip, m_lines);
    } else {
        painter.translate(place.x(), middle);
        painter.rotate(-90);
        painter.drawText(QPointF(-half, QFontMetricsF(m_font).ascent()), m_text);
    }
    painter.restore();
}

} // namespace gui
