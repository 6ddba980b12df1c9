#include "gui/pages/SampleDelegates.h"

#include <QApplication>
#include <QPainter>

#include <algorithm>

#include "gui/app/Theme.h"
#include "gui/models/SamplesModel.h"
#include "gui/pages/LayerCells.h"

namespace gui {

namespace {

constexpr int cellMargin = 6;
constexpr int probabilityWidth = 40;

/// Ground and selection as the style draws them, without a text. Returns whether the row is selected.
bool drawGround(QPainter& painter, const QStyleOptionViewItem& option)
{
    const QStyle* style = option.widget ? option.widget->style() : QApplication::style();
    style->drawPrimitive(QStyle::PE_PanelItemViewItem, &option, &painter, option.widget);
    return option.state & QStyle::State_Selected;
}

} // namespace

ConfidenceDelegate::ConfidenceDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void ConfidenceDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const bool isSelected = drawGround(*painter, item);
    const QVariant value = index.data(SamplesModel::SortKey);
    if (!value.isValid())
        return;
    const Colours& colours = m_theme.colours();
    const QRect bar(item.rect.left() + cellMargin, item.rect.center().y() - 4, probabilityWidth, 9);
    painter->fillRect(bar, isSelected ? colours.accent.darker(130) : colours.well);
    const int filled = qRound(std::clamp(value.toDouble(), 0.0, 1.0) * probabilityWidth);
    painter->fillRect(QRect(bar.topLeft(), QSize(filled, bar.height())),
                      isSelected ? colours.selectedText : colours.accent);
    painter->setFont(item.font);
    painter->setPen(isSelected ? colours.selectedText : colours.text);
    painter->drawText(item.rect.adjusted(cellMargin + probabilityWidth + cellMargin, 0, -2, 0),
                      Qt::AlignVCenter | Qt::AlignLeft, item.text);
}

QSize ConfidenceDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const QSize text = QStyledItemDelegate::sizeHint(option, index);
    return {text.width() + probabilityWidth + 2 * cellMargin, text.height()};
}

RouteDelegate::RouteDelegate(const Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void RouteDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem item(option);
    initStyleOption(&item, index);
    const bool isSelected = drawGround(*painter, item);
    const int layers = index.data(SamplesModel::LayerCount).toInt();
    const int side = layercells::side(item.font, layers);
    QRect cell(item.rect.left() + cellMargin, item.rect.center().y() - side / 2, side, side);
    painter->save();
    painter->setClipRect(item.rect);
    painter->setFont(layercells::numberFont(item.font));
    const QColor frame = isSelected ? m_theme.colours().selectedText : m_theme.colours().plotAxis;
    for (const int layer : index.data(SamplesModel::Layers).value<QList<int>>()) {
        layercells::draw(*painter, cell, layer, layers, frame);
        cell.translate(side + 1, 0);
    }
    painter->restore();
}

QSize RouteDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const int side = layercells::side(option.font, index.data(SamplesModel::LayerCount).toInt());
    const auto cells = int(index.data(SamplesModel::Layers).value<QList<int>>().size());
    return {cells * (side + 1) + 2 * cellMargin, side + 6};
}

} // namespace gui
