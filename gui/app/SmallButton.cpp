#include "gui/app/SmallButton.h"

#include <QToolButton>

#include "gui/app/Theme.h"

namespace gui {

QToolButton* makeSmallButton(const Theme& theme, const char* icon, const QString& text, const QString& toolTip,
                             QWidget* parent)
{
    auto* button = new QToolButton(parent);
    button->setIcon(theme.icon(QLatin1String(icon)));
    button->setText(text);
    button->setToolTip(toolTip);
    button->setAccessibleName(text.isEmpty() ? toolTip : text);
    button->setToolButtonStyle(text.isEmpty() ? Qt::ToolButtonIconOnly : Qt::ToolButtonTextBesideIcon);
    button->setProperty("segment", "only");
    button->setFocusPolicy(Qt::StrongFocus);
    return button;
}

} // namespace gui
