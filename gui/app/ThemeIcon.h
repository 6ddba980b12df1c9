#pragma once

#include <QColor>
#include <QIcon>
#include <QString>

#include <memory>

namespace gui {

/// The colours an icon is drawn with; shared by all icons of a theme, so that they follow it without being replaced.
struct IconInks
{
    QColor normal, disabled, selected;
    QColor mark; ///< the sign inside a filled icon (the cross of an error)
};

/// An icon of the Breeze family in one ink, drawn from its SVG at any size. A name that is not built in is a
/// programmer's mistake and gives an empty icon.
QIcon makeThemeIcon(const QString& name, std::shared_ptr<const IconInks> inks);

} // namespace gui
