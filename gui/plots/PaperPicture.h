#pragma once

#include <QByteArray>
#include <QPicture>
#include <QSize>
#include <QString>

namespace gui {

/// A picture for paper: what was drawn, as strokes, and the files that can be made of it, on any thread.
struct PaperPicture
{
    QPicture strokes; ///< drawn at the screen's dots per inch
    QSize size;       ///< in pixels of the screen
    QString title;

    /// "png", "svg" or "pdf".
    static bool canBe(const QString& suffix);
    /// The bytes of such a file; null where it cannot be drawn. A PNG has three dots for a pixel.
    QByteArray as(const QString& suffix);

private:
    bool draw(QPaintDevice& onto);
};

} // namespace gui
