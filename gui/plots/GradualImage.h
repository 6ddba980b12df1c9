#pragma once

#include <cstddef>
#include <functional>
#include <optional>

#include <QImage>
#include <QTimer>

class QPainter;

namespace gui {

/// An image of many parts that is drawn a few hundred of them at a time, between which the window's thread does what
/// else there is to do. The one before is shown until the next is whole.
class GradualImage final {
public:
    /// Draws one part, with what it has kept of it: by then there may be others.
    using Draw = std::function<void(QPainter& painter, std::size_t part)>;

    struct Wish
    {
        QSize size; ///< in pixels of the screen
        double pixelRatio = 1;
        std::size_t parts = 0; ///< from the back to the front
        Draw draw;
    };

    /// `changed` is called from the event loop when there is another image.
    explicit GradualImage(std::function<void()> changed);

    /// Draws it anew, once what is being drawn is whole; of several that wait, the last. The first parts are drawn at
    /// once, so that an image of no more is there.
    void begin(Wish wish);
    /// All that is left, at once.
    void finish();
    const QImage& image() const { return m_shown; }

private:
    bool isDrawing() const { return m_drawn < m_wish.parts; }
    void start(Wish wish);
    void drawSome(std::size_t most);
    void takeTurn();

    const std::function<void()> m_changed;
    QImage m_shown;
    QImage m_next;
    Wish m_wish; ///< that m_next is drawn by
    std::size_t m_drawn = 0;
    std::optional<Wish> m_waiting;
    QTimer m_turn; ///< until the next parts are drawn
};

} // namespace gui
