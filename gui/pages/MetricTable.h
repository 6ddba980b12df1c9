#pragma once

#include <QTreeWidget>

#include <optional>

#include "gui/pages/MetricPlots.h"

namespace gui {

class Theme;

/// The values of all curves shown, at one place: smoothed, as measured, and the step where they were.
class MetricTable final : public QTreeWidget {
    Q_OBJECT

public:
    explicit MetricTable(Theme& theme, QWidget* parent = nullptr);

    /// `x`: of the axis; nothing for the newest values.
    void display(const std::vector<MetricPlot>& plots, const XAxis& axis, std::optional<double> x);
    QSize sizeHint() const override { return {372, 200}; }

private:
    Theme& m_theme;
};

} // namespace gui
