#pragma once

#include <QHeaderView>

namespace gui {

/// The head of a table over names of groups: a title without room beside the others is broken between its words and
/// parts into a few lines, and only then cut, in the middle, since names of groups begin alike.
class WrappedHeader final : public QHeaderView {
    Q_OBJECT

public:
    explicit WrappedHeader(QWidget* parent = nullptr);

    /// In pixels; in a narrower column the title is cut.
    int leastWidth(int section) const;
    /// The title as it stands, with its line breaks.
    QString shown(int section) const;

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override;
    /// As wide as the title in one line, as high as it stands.
    QSize sectionSizeFromContents(int section) const override;

private:
    QString title(int section) const;
    int margins() const; ///< what the style leaves free beside a title, on both sides together
};

} // namespace gui
