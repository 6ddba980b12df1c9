#pragma once

#include <QAction>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace gui {

/// An action's words without mnemonic and dots: "Save configuration".
inline QString plainText(const QAction& action)
{
    QString text = action.text();
    text.remove(QLatin1Char('&'));
    if (text.endsWith(QChar(0x2026)))
        text.chop(1);
    return text;
}

/// Words for a tip with the action's keys, as they are now: "Train what waits (F5)"; alone where it has none.
QString withKeys(const QString& words, const QAction& action);

/// The action's icon; an empty one of the same size where it has none, so that words in a list begin at one edge.
inline QIcon iconInList(const QAction& action)
{
    if (!action.icon().isNull())
        return action.icon();
    constexpr int side = 16;
    QPixmap nothing(side, side);
    nothing.fill(Qt::transparent);
    return QIcon(nothing);
}

} // namespace gui
