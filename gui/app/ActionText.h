#pragma once

#include <QAction>
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

} // namespace gui
