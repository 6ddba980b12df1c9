#pragma once

#include <QLabel>

namespace gui {

/// One line of plain text that ends in "…" where there is no room for all of it; the tip then has the rest.
class ElidedLabel final : public QLabel {
    Q_OBJECT

public:
    using QLabel::QLabel;

    QSize minimumSizeHint() const override { return {24, QLabel::minimumSizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace gui
