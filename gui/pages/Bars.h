#pragma once

#include <vector>

#include <QColor>
#include <QWidget>

namespace gui {

class Theme;

/// Parts of a whole as one horizontal bar.
class ShareBar final : public QWidget {
    Q_OBJECT

public:
    explicit ShareBar(const Theme& theme, QWidget* parent = nullptr);

    struct Part
    {
        double value = 0;
        int run = 0; ///< index of the colour among those of runs
    };
    /// Parts beyond the shown whole are cut; a part that is not zero is at least two pixels wide.
    void setParts(std::vector<Part> parts, double whole);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    std::vector<Part> m_parts;
    double m_whole = 1;
};

/// The square that names a part's colour.
class Swatch final : public QWidget {
    Q_OBJECT

public:
    Swatch(const Theme& theme, int run, QWidget* parent = nullptr);
    QSize sizeHint() const override { return {10, 10}; }

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    const int m_run;
};

} // namespace gui
