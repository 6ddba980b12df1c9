#pragma once

#include <map>
#include <utility>

#include <QFont>
#include <QHash>
#include <QSize>
#include <QString>
#include <QStyledItemDelegate>

namespace gui {

class Theme;

/// The first column of the runs table: a name with pin or flag and "baseline", below a group without the group's name
/// at its beginning. Where there is too little room a sweep's keys go, below a group from all names as soon as one has
/// too little; then the name is cut in its middle, since runs of one experiment differ at either end. A group has the
/// number of its runs, unless the column beside has room for it.
class RunNameDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RunNameDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// Not over what is being typed: the table is read anew all the time while a run trains.
    void setEditorData(QWidget* editor, const QModelIndex& index) const override;
    /// Names, marks or rows are others than those that were measured.
    void forgetWidths() { m_widest.clear(); }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    /// What the names with keys below a group take at most, with their marks; 0 without such names.
    qreal widestWithKeys(const QModelIndex& group, const QFont& font) const;
    void paintGroup(QPainter& painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
    /// Returns the room left of it.
    QRect paintMark(QPainter& painter, const QRect& room, const QString& icon, bool isSelected) const;
    /// A flag, and its word where the name, which ends there, leaves it room. Returns the room left of them.
    QRect paintBaseline(QPainter& painter, const QRect& room, int nameEnd, bool isSelected) const;

    const Theme& m_theme;
    mutable std::map<std::pair<int, QFont>, qreal> m_widest; ///< by the group's row
};

/// The other columns: the mean of a group with its interval where there is room for both, and the number of a group's
/// runs in a second column that is empty, in words where these fit.
class RunCellDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit RunCellDelegate(const Theme& theme, QObject* parent = nullptr);

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    /// The style may be another.
    void forgetSizes() { m_sizes.clear(); }

protected:
    void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
    mutable QFont m_font;                  ///< in which these were measured
    mutable QHash<QString, QSize> m_sizes; ///< of cells with nothing but this text
};

} // namespace gui
