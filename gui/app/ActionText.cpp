#include "gui/app/ActionText.h"

#include <QCoreApplication>

namespace gui {

QString withKeys(const QString& words, const QAction& action)
{
    const QString keys = action.shortcut().toString(QKeySequence::NativeText);
    //: what a button does, and its keys: "Train what waits (F5)"
    return keys.isEmpty() ? words : QCoreApplication::translate("ActionText", "%1 (%2)").arg(words, keys);
}

} // namespace gui
