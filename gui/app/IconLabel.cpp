#include "gui/app/IconLabel.h"

#include <QPainter>
#include <QStyle>

namespace gui {

IconLabel::IconLabel(QWidget* parent)
    : QWidget(parent)
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
}

IconLabel::IconLabel(const QIcon& icon, QWidget* parent)
    : IconLabel(parent)
{
    m_icon = icon;
}

void IconLabel::setIcon(const QIcon& icon)
{
    m_icon = icon;
    update();
}

QSize IconLabel::sizeHint() const
{
    const int size = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    return {size, size};
}

void IconLabel::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    m_icon.paint(&painter, rect(), Qt::AlignCenter, isEnabled() ? QIcon::Normal : QIcon::Disabled);
}

} // namespace gui

#include "moc_IconLabel.cpp"
