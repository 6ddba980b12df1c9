#pragma once

#include <QIcon>
#include <QWidget>

namespace gui {

/// Draws an icon at the size of small icons; follows the theme as the icon does.
class IconLabel final : public QWidget {
    Q_OBJECT

public:
    explicit IconLabel(QWidget* parent = nullptr);
    explicit IconLabel(const QIcon& icon, QWidget* parent = nullptr);

    void setIcon(const QIcon& icon);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QIcon m_icon;
};

} // namespace gui
