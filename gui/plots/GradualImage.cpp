#include "gui/plots/GradualImage.h"

#include <algorithm>
#include <utility>

#include <QPainter>

namespace gui {

namespace {
constexpr std::size_t partsInOneTurn = 200; // some milliseconds
}

GradualImage::GradualImage(std::function<void()> changed)
    : m_changed(std::move(changed))
{
    m_turn.setSingleShot(true);
    m_turn.callOnTimeout([this] { takeTurn(); });
}

void GradualImage::begin(QSize size, double pixelRatio, std::size_t parts, Draw draw)
{
    m_draw = std::move(draw);
    m_parts = parts;
    m_drawn = 0;
    m_next = QImage(size * pixelRatio, QImage::Format_ARGB32_Premultiplied);
    m_next.setDevicePixelRatio(pixelRatio);
    m_next.fill(Qt::transparent);
    if (m_shown.size() != m_next.size())
        m_shown = m_next;
    drawSome(partsInOneTurn);
}

void GradualImage::finish()
{
    drawSome(m_parts);
}

void GradualImage::takeTurn()
{
    drawSome(partsInOneTurn);
    if (m_drawn == m_parts)
        m_changed();
}

void GradualImage::drawSome(std::size_t most)
{
    QPainter painter(&m_next);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(0.5, 0.5); // as QCPPainter does for smooth lines
    for (const std::size_t end = m_drawn + std::min(most, m_parts - m_drawn); m_drawn < end; ++m_drawn)
        m_draw(painter, m_drawn);
    painter.end();
    if (m_drawn == m_parts) {
        m_turn.stop();
        m_shown = m_next;
    } else {
        m_turn.start(0);
    }
}

} // namespace gui
