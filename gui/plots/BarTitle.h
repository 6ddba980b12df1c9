#pragma once

#include <QFont>
#include <QPointF>
#include <QSize>
#include <QString>

class QPainter;

namespace gui {

/// The title beside a colour bar, from below upwards or in short lines. All in pixels.
class BarTitle {
public:
    BarTitle() = default;
    BarTitle(const QString& text, const QFont& font);

    bool isInLines() const { return m_isInLines; }
    void setInLines(bool isInLines) { m_isInLines = isInLines; }
    /// Of the text in one line.
    int length() const { return m_size.width(); }
    int uprightWidth() const { return m_size.height(); }
    /// With the room before them; at least as wide as upright.
    int linesWidth() const;
    int width() const { return m_isInLines ? linesWidth() : uprightWidth(); }
    int height() const { return m_isInLines ? m_linesSize.height() : length(); }
    /// `place`: its left end, in the middle of the bar's height; it is moved up or down as far as the picture asks for.
    void draw(QPainter& painter, QPointF place, int pictureHeight) const;

private:
    QString m_text;
    QString m_lines;
    QFont m_font;
    QSize m_size; ///< of the text in one line
    QSize m_linesSize;
    bool m_isInLines = false;
};

} // namespace gui
