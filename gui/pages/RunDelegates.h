#pragma once

#include <QStyledItemDelegate>

namespace gui {

class Theme;

/// The first column of the runs table: a name with pin or flag and "baseline", below a group without the group's name
/// at its beginning. Where there is too little room a sweep's keys go, then the name is cut in its middle, since runs
/// of one experiment differ at either end. A group has the number of its runs, unless the column beside has room for
/// it.
class RunNameDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RunNameDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    void paintGroup(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// Returns the room left of it.
    QRect paintMark(QPainter& painter, const QRect& room, const QString& icon, bool isSelected) const;
    /// A flag, and its word where the name, which ends there, leaves it room. Returns the room left of them.
    QRect paintBaseline(QPainter& painter, const QRect& room, int nameEnd, bool isSelected) const;

    const Theme& m_theme;
};

/// The other columns: the mean of a group with its interval where there is room for both, and the number of a group's
/// runs in a second column that is empty, in words where these fit.
class RunCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RunCellDelegate(const Theme& theme, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace gui
