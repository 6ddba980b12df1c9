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
class QScrollArea;
class QVBoxLayout;

namespace gui {

class MeasurePane;
class ShareStack;
class Theme;

/// What is known of one position, or of one layer with experts: its shares over time, two of its measures, and the
/// warnings of the record.
class PositionView final : public QWidget {
    Q_OBJECT

public:
    PositionView(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    /// Both outlive this or are replaced; nullptr for none.
    void setGrid(const RoutingGrid* grid, const RunModel* model);
    void setRow(std::size_t row);
    std::size_t row() const { return m_row; }
    /// Steps that the measures show; nothing for all, as of another grid.
    std::optional<std::pair<double, double>> range() const;
    void setRange(std::optional<std::pair<double, double>> range);
    /// Records shown, both ends included.
    void setRecords(std::size_t first, std::size_t last);
    /// The grid has grown.
    void refresh();

Q_SIGNALS:
    void rowChosen(std::size_t row);
    void warningsChanged(int count);

protected:
    void showEvent(QShowEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    QLayout* makeHead();
    QLayout* makeWarningHead();
    QWidget* makeWarningArea();
    QWidget* makeWarning(int row);
    void makeRoomForWarnings();
    bool isEmpty() const { return !m_grid || m_last >= m_grid->size() || m_row >= m_grid->rows(); }
    void nameRows();
    void fillPositions();
    void updateSummary();
    void updateWarnings();

    Theme& m_theme;
    const RoutingGrid* m_grid = nullptr;
    const RunModel* m_model = nullptr;
    std::size_t m_row = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    QLabel* m_positionLabel;
    QComboBox* m_positions;
    QLabel* m_summary;
    ShareStack* m_shares;
    std::vector<MeasurePane*> m_measures;
    QLabel* m_warningTitle;
    QLabel* m_warningNote;
    /// Scrolls, and only ever grows: texts that change with every record must not move the plots.
    QScrollArea* m_warningArea;
    QVBoxLayout* m_warningRows;
    std::vector<QLabel*> m_warnings;
};

} // namespace gui
