#pragma once

#include <vector>

#include "gui/models/RoutingGrid.h"
#include "gui/plots/Plot.h"

namespace gui {

/// One position's shares over the steps, stacked by layer: dark is shallow, bright is deep. Long runs are drawn by the
/// shares of stretches of records, so that nothing is left out.
class ShareStack final : public Plot {
    Q_OBJECT

public:
    ShareStack(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setGrid(const RoutingGrid* grid);
    void setRow(std::size_t row);
    /// The record that the heatmap shows.
    void setRecord(std::size_t record);
    void refresh() { scheduleRedraw(); }

    /// Stretches of records drawn: at most one per two pixels.
    std::size_t stretchCount() const { return m_steps.size(); }
    /// Share of a layer in a stretch.
    double shareIn(std::size_t stretch, std::int64_t layer) const;

protected:
    void restyle() override;
    void prepare() override;

private:
    bool isEmpty() const { return !m_grid || m_grid->isEmpty(); }
    void draw(QPainter& painter) const;
    void drawNames(QPainter& painter) const;
    QPointF pixel(std::size_t stretch, double share) const;

    const RoutingGrid* m_grid = nullptr;
    std::size_t m_row = 0;
    std::size_t m_record = 0;
    std::vector<double> m_steps;  ///< x of each stretch
    std::vector<double> m_shares; ///< stretches × T, summed up over the layers
};

} // namespace gui
