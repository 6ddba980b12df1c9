#include "gui/pages/RouteStripDelegate.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

#include "gui/app/Colours.h"
#include "gui/app/Theme.h"
#include "gui/models/RouteTableModel.h"
#include "storage/export/ColorMaps.h"

namespace gui {

namespace {

constexpr int margin = 6;
constexpr int smallestCell = 3;

QFont cellFont(const QFont& font)
{
    return Theme::figures(Theme::small(Theme::small(font)));
}

int widestCell(const QFont& font)
{
    return QFontMetrics(cellFont(font)).horizontalAdvance(QStringLiteral("00")) + 4;
}

} // namespace

void RouteStripDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem ground = option;
    initStyleOption(&ground, index);
    ground.text.clear();
    const QStyle& style = ground.widget ? *ground.widget->style() : *QApplication::style();
    style.drawControl(QStyle::CE_ItemViewItem, &ground, painter, ground.widget);
    const auto layers = index.data(RouteTableModel::LayersOfRoute).value<QList<qint64>>();
    if (layers.isEmpty())
        return;
    const qint64 count = index.data(RouteTableModel::LayerCount).toLongLong();
    const QRect room = option.rect.adjusted(margin, 4, -2, -4);
    const int widest = widestCell(option.font);
    const int width = std::clamp(room.width() / int(layers.size()), smallestCell, widest);
    const QFont font = cellFont(option.font);
    const bool isNumbered = width >= QFontMetrics(font).horizontalAdvance(QStringLiteral("00"));
    painter->save();
    painter->setFont(font);
    for (qsizetype place = 0; place < layers.size(); ++place) {
        const QRect cell(room.left() + int(place) * width, room.top(), width - (width > 6 ? 1 : 0), room.height());
        const QColor colour = layers[place] < 0 ? option.palette.color(QPalette::Mid)
                                                : toQColor(storage::layerColor(layers[place], count));
        painter->fillRect(cell, colour);
        painter->setPen(textOn(colour));
        if (isNumbered && layers[place] >= 0)
            painter->drawText(cell, Qt::AlignCenter, QString::number(layers[place]));
    }
    painter->restore();
}

QSize RouteStripDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const auto layers = index.data(RouteTableModel::LayersOfRoute).value<QList<qint64>>();
    return {margin + int(layers.size()) * widestCell(option.font) + 4, Theme::rowHeight(option.font)};
}

} // namespace gui
