#pragma once

#include <vector>

#include <QSlider>

namespace gui {

class Theme;

/// A horizontal slider with a short line below some of its values.
class MarkedSlider final : public QSlider {
    Q_OBJECT

public:
    explicit MarkedSlider(const Theme& theme, QWidget* parent = nullptr);

    /// Rising values within the range.
    void setMarks(std::vector<int> values);
    /// Of the lines, in pixels from the left: where the middle of the handle is at their values.
    std::vector<int> markPlaces() const;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::vector<int> m_marks;
};

} // namespace gui
