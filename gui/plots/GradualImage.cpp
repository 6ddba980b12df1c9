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

void GradualImage::begin(Wish wish)
{
    if (isDrawing())
        m_waiting = std::move(wish);
    else
        start(std::move(wish));
}

void GradualImage::start(Wish wish)
{
    m_wish = std::move(wish);
    m_drawn = 0;
    m_next = QImage(m_wish.size * m_wish.pixelRatio, QImage::Format_ARGB32_Premultiplied);
    m_next.fill(Qt::transparent);
    drawSome(partsInOneTurn);
}

void GradualImage::finish()
{
    while (isDrawing())
        drawSome(m_wish.parts);
}

void GradualImage::takeTurn()
{
    const qint64 before = m_shown.cacheKey();
    drawSome(partsInOneTurn);
    if (m_shown.cacheKey() != before)
        m_changed();
}

void GradualImage::drawSome(std::size_t most)
{
    QPainter painter(&m_next);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.scale(m_wish.pixelRatio, m_wish.pixelRatio);
    painter.translate(0.5, 0.5); // as QCPPainter does for smooth lines
    for (const std::size_t end = m_drawn + std::min(most, m_wish.parts - m_drawn); m_drawn < end; ++m_drawn)
        m_wish.draw(painter, m_drawn);
    painter.end();
    if (isDrawing())
        return m_turn.start(0);
    m_turn.stop();
    m_shown = m_next;
    if (m_waiting)
        start(*std::exchange(m_waiting, std::nullopt));
}

} // namespace gui
