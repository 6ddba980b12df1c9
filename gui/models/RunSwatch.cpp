#include "gui/models/RunSwatch.h"

#include <QPainter>
#include <QPixmap>

#include "gui/app/Theme.h"

namespace gui {

QIcon runSwatch(const Theme& theme, int colour)
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    painter.fillRect(QRect(6, 6, 20, 20), theme.run(colour));
    if (isDashed(colour)) {
        painter.setCompositionMode(QPainter::CompositionMode_Clear);
        painter.fillRect(QRect(14, 6, 4, 20), Qt::transparent);
    }
    QIcon icon(pixmap);
    painter.setCompositionMode(QPainter::CompositionMode_SourceOver);
    painter.setPen(QPen(theme.colours().selectedText, 2));
    painter.drawRect(QRect(5, 5, 22, 22));
    painter.end();
    icon.addPixmap(pixmap, QIcon::Selected);
    return icon;
}

} // namespace gui
