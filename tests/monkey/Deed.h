#pragma once

#include <optional>

#include <QPoint>
#include <QString>

namespace monkey {

/// One thing that a hand does, as a line of a log from which it can be done again. Places are pixels of the window on
/// top.
struct Deed
{
    enum class Kind { Click, DoubleClick, RightClick, Drag, Wheel, Keys, Words, Resize, Wait };

    Kind kind = Kind::Wait;
    QPoint at = {}; ///< or the new size
    QPoint to = {}; ///< where a drag ends; of a wheel y is the turn, in eighths of a degree
    Qt::KeyboardModifiers held = {};
    QString text = {}; ///< keys as "Ctrl+A", or words
    QString on = {};   ///< what is there, for whoever reads the log
    qint64 since = 0;  ///< milliseconds after the start

    bool operator==(const Deed&) const = default;
};

/// "click on runTable".
QString describe(const Deed& deed);
QString toLine(const Deed& deed);
/// Nothing for a line that is none of toLine().
std::optional<Deed> fromLine(const QString& line);

} // namespace monkey
