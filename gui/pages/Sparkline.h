#pragma once

#include <deque>

#include <QWidget>

namespace gui {

class Theme;

/// A small curve of shares, newest at the right.
class Sparkline final : public QWidget {
    Q_OBJECT

public:
    explicit Sparkline(const Theme& theme, QWidget* parent = nullptr);

    void add(double share);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::deque<double> m_shares;
};

} // namespace gui
