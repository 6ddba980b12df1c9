#pragma once

#include <QStyledItemDelegate>

namespace gui {

class Theme;

/// A probability as a bar with its number.
class ConfidenceDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    ConfidenceDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

/// A route as numbered cells.
class RouteDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    RouteDelegate(const Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace gui
