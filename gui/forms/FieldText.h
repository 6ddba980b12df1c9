#pragma once

#include <QCoreApplication>

namespace gui {

/// A text of the configuration's description (label, help, unit, section) in the language of the screen.
inline QString fieldText(const char* text)
{
    return *text == '\0' ? QString() : QCoreApplication::translate("engine::Field", text);
}

} // namespace gui
