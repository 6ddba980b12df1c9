#pragma once

#include <vector>

#include "gui/plots/Plot.h"

namespace gui {

/// Predicted scores against their labels, a point for each row; on the dashed line both are equal.
class AgreementPlot final : public Plot {
    Q_OBJECT

public:
    AgreementPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// Label and prediction of each row, all finite.
    void setPoints(std::vector<std::pair<double, double>> points);
    const std::vector<std::pair<double, double>>& points() const { return m_points; }
    /// Ends of both axes.
    std::pair<double, double> range() const { return {m_low, m_high}; }
    QSize minimumSizeHint() const override { return {220, 150}; }

private:
    void draw(QPainter& painter) const;
    void drawWords(QPainter& painter) const;

    std::vector<std::pair<double, double>> m_points;
    double m_low = 0;
    double m_high = 1;
};

} // namespace gui
