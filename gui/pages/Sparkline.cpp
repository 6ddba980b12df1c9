#include "gui/pages/Sparkline.h"

#include <algorithm>

#include <QPainter>
#include <QPainterPath>

#include "gui/app/Theme.h"

namespace gui {

namespace {
constexpr std::size_t capacity = 31; // readings, two seconds apart: one minute
}

Sparkline::Sparkline(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

void Sparkline::add(double share)
{
    m_shares.push_back(std::clamp(share, 0.0, 1.0));
    if (m_shares.size() > capacity)
        m_shares.pop_front();
    update();
}

QSize Sparkline::sizeHint() const
{
    return {104, 16};
}

void Sparkline::paintEvent(QPaintEvent*)
{
    const Colours& colours = m_theme.colours();
    QPainter painter(this);
    painter.fillRect(rect(), colours.header);
    if (m_shares.size() < 2)
        return;
    const double step = double(width()) / (capacity - 1);
    const double left = width() - step * double(m_shares.size() - 1);
    QPainterPath curve;
    for (std::size_t i = 0; i < m_shares.size(); ++i) {
        const QPointF point(left + step * double(i), (height() - 1) * (1 - m_shares[i]) + 0.5);
        i == 0 ? curve.moveTo(point) : curve.lineTo(point);
    }
    QPainterPath area = curve;
    area.lineTo(width(), height());
    area.lineTo(left, height());
    QColor fill = colours.accent;
    fill.setAlphaF(0.25F);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillPath(area, fill);
    painter.strokePath(curve, QPen(colours.accent, 1));
}

} // namespace gui

#include "moc_Sparkline.cpp"
