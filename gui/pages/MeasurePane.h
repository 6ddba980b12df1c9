#pragma once

#include <QWidget>

#include <optional>
#include <utility>

#include "gui/app/FileDialogs.h"
#include "gui/models/RoutingGrid.h"

class QComboBox;
class QStackedLayout;

namespace gui {

class CurvePlot;
class OffsetPlot;
class Theme;

/// One small plot of a position with a choice of what it shows: entropy, margin, gate gradient by source and mixing
/// weights over the steps, or the offsets of the records shown.
class MeasurePane final : public QWidget {
    Q_OBJECT

public:
    enum class Measure { Entropy, Margin, GateGradient, MixingWeight, Offsets };

    /// The names of its parts begin with `name`.
    MeasurePane(Theme& theme, FileDialogs& dialogs, const QString& name, Measure measure, QWidget* parent = nullptr);

    /// The grid outlives this or is replaced; nullptr for none. The whole of it is shown.
    void setGrid(const RoutingGrid* grid);
    void setRow(std::size_t row);
    /// Records shown, both ends included; they must exist.
    void setRecords(std::size_t first, std::size_t last);
    /// The grid has grown.
    void refresh();
    std::optional<std::pair<double, double>> range() const;
    void setRange(std::optional<std::pair<double, double>> range);

Q_SIGNALS:
    void rangeChosen(double low, double high);
    void wholeRangeChosen();

private:
    bool isEmpty() const { return !m_grid || m_row >= m_grid->rows() || m_grid->isEmpty(); }
    Measure measure() const;
    void fillChoice(Measure measure);
    void showMeasure();
    void updateOffsets();
    void showEntropy();
    void showMargin();
    void showGradient();
    void showWeights();
    QString gradientMessage() const;

    const RoutingGrid* m_grid = nullptr;
    std::size_t m_row = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    QComboBox* m_choice;
    QStackedLayout* m_stack;
    CurvePlot* m_curves;
    OffsetPlot* m_offsets;
};

} // namespace gui
