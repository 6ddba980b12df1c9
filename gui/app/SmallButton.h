#pragma once

#include <QString>

class QToolButton;
class QWidget;

namespace gui {

class Theme;

/// A button of the height of a field, with icon and word; without a word it carries the tip's as its name.
QToolButton* makeSmallButton(const Theme& theme, const char* icon, const QString& text, const QString& toolTip,
                             QWidget* parent);

} // namespace gui
