#pragma once

#include <QWidget>

#include <optional>
#include <utility>
#include <vector>

#include "gui/app/FileDialogs.h"
#include "gui/models/RoutingFindings.h"
#include "gui/models/RunModel.h"

class QComboBox;
class QLabel;
class QVBoxLayout;

namespace gui {

class CurvePlot;
class ShareStack;
class Theme;

/// What is known of one position: its shares over time, its gate's entropy and gradient, and the warnings of the record.
class PositionView final : public QWidget {
    Q_OBJECT

public:
    PositionView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// Both outlive this or are replaced; nullptr for none.
    void setGrid(const RoutingGrid* grid, const RunModel* model);
    void setRow(std::size_t row);
    void setRecord(std::size_t record);

Q_SIGNALS:
    void rowChosen(std::size_t row);
    void warningsChanged(int count);

private:
    QLayout* makeHead();
    QLayout* makeWarningHead();
    QWidget* makeWarning(int row);
    void setRange(std::optional<std::pair<double, double>> range);
    void fillPositions();
    void updateSummary();
    void updateCurves();
    void updateGradientMessage();
    void updateWarnings();

    Theme& m_theme;
    const RoutingGrid* m_grid = nullptr;
    const RunModel* m_model = nullptr;
    std::size_t m_row = 0;
    std::size_t m_record = 0;
    QComboBox* m_positions;
    QLabel* m_summary;
    ShareStack* m_shares;
    CurvePlot* m_entropy;
    CurvePlot* m_gradient;
    QLabel* m_warningTitle;
    QLabel* m_warningNote;
    QVBoxLayout* m_warningRows;
    std::vector<QLabel*> m_warnings;
};

} // namespace gui
