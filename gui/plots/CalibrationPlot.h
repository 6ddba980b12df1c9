#pragma once

#include "gui/models/SampleScores.h"
#include "gui/plots/Plot.h"

namespace gui {

/// Reliability of a classifier: how often it is right where it is so sure. Bars are bins of confidence with their
/// numbers of rows; on the dashed line it is as often right as it is sure.
class CalibrationPlot final : public Plot {
    Q_OBJECT

public:
    CalibrationPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setCalibration(const Calibration& calibration);
    /// "ECE 0.041": what stands at the top right.
    QString readOut() const;
    QSize minimumSizeHint() const override { return {220, 150}; }

private:
    void draw(QPainter& painter) const;
    void drawWords(QPainter& painter) const;

    Calibration m_calibration;
};

} // namespace gui
