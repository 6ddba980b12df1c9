#pragma once

#include <QStyledItemDelegate>

namespace gui {

/// Paints a route as numbered cells in the layers' colours: the roles of RouteTableModel.
class RouteStripDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

} // namespace gui
