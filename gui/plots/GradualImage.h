#pragma once

#include <cstddef>
#include <functional>

#include <QImage>
#include <QTimer>

class QPainter;

namespace gui {

/// An image of many parts that is drawn a few hundred of them at a time, between which the window's thread does what
/// else there is to do. The one before is shown until the next is whole, where it has the same size.
class GradualImage final {
public:
    using Draw = std::function<void(QPainter& painter, std::size_t part)>;

    /// `changed` is called from the event loop when there is another image.
    explicit GradualImage(std::function<void()> changed);

    /// Draws it anew, in this order; what was being drawn is given up. The first few parts are drawn at once, so that an
    /// image of no more is whole.
    void begin(QSize size, double pixelRatio, std::size_t parts, Draw draw);
    /// All that is left, at once.
    void finish();
    const QImage& image() const { return m_shown; }

private:
    void drawSome(std::size_t most);
    void takeTurn();

    const std::function<void()> m_changed;
    QImage m_shown;
    QImage m_next;
    Draw m_draw;
    std::size_t m_parts = 0;
    std::size_t m_drawn = 0;
    QTimer m_turn; ///< until the next parts are drawn
};

} // namespace gui
