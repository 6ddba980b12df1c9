#pragma once

#include <QWidget>

class QAbstractButton;
class QButtonGroup;
class QHBoxLayout;

namespace gui {

/// A row of joined buttons of which exactly one is pressed: Share | Probability | Change.
class SegmentBar final : public QWidget {
    Q_OBJECT

public:
    explicit SegmentBar(QWidget* parent = nullptr);

    /// Returns the segment's number, from 0; the first is pressed.
    int add(const QString& text, const QString& toolTip = {});
    int current() const;
    void setCurrent(int segment);
    /// As the user does: nothing happens where it is disabled, or pressed already.
    void choose(int segment);
    bool isSegmentEnabled(int segment) const;
    QAbstractButton* button(int segment) const;
    void setSegmentEnabled(int segment, bool isEnabled, const QString& toolTip);

Q_SIGNALS:
    /// By the user.
    void chosen(int segment);
    void enabledChanged();

private:
    QButtonGroup* m_group;
    QHBoxLayout* m_layout;
};

} // namespace gui
