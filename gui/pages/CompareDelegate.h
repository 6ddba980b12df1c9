#pragma once

#include <QStyledItemDelegate>

namespace gui {

class Theme;

/// A cell whose text is followed by a note in the second colour, which is cut first; differences stand out.
class CompareDelegate final : public QStyledItemDelegate {
    Q_OBJECT

public:
    explicit CompareDelegate(const Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const Theme& m_theme;
};

} // namespace gui
