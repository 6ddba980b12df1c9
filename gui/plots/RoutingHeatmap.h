#pragma once

#include <memory>
#include <optional>

#include "gui/models/RoutingGrid.h"
#include "gui/plots/Plot.h"

namespace gui {

class HeatmapDrawing;

/// Position down, layer chosen across, one record at a time: shares, gate probabilities or the change since the start.
/// The diagonal, where a position chooses its own layer, is marked; beside the rows stands each one's entropy.
class RoutingHeatmap final : public Plot {
    Q_OBJECT

public:
    RoutingHeatmap(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);
    ~RoutingHeatmap() override;

    /// `units`: what is routed, "sentences". The grid outlives this or is replaced; nullptr for none.
    void setGrid(const RoutingGrid* grid, const QString& units);
    void setMode(RoutingGrid::Mode mode);
    void setRecord(std::size_t record);
    void setSelectedRow(std::size_t row);
    std::size_t selectedRow() const;
    void refresh() { scheduleRedraw(); }

    /// As under the mouse: "Position 7 chose layer 4", share and count. Plain text, lines apart.
    QString cellText(std::size_t row, std::int64_t layer) const;
    /// In this widget's pixels; valid once drawn.
    QRect cellRect(std::size_t row, std::int64_t layer) const;
    QSize sizeHint() const override { return {500, 400}; }
    QSize minimumSizeHint() const override { return {280, 200}; }

Q_SIGNALS:
    void rowChosen(std::size_t row);

protected:
    void restyle() override;
    void prepare() override;
    void setExporting(bool isExporting) override;
    QSize exportSize() const override;
    bool eventFilter(QObject* object, QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void choose(std::size_t row);

    std::unique_ptr<HeatmapDrawing> m_drawing;
};

} // namespace gui
