#pragma once

#include <vector>

#include "gui/models/RoutingGrid.h"
#include "gui/plots/Plot.h"

namespace gui {

/// One position's shares over the steps, stacked by layer: dark is shallow, bright is deep; or those of a layer's
/// experts. Long runs are drawn by the shares of stretches of records, so that nothing is left out.
class ShareStack final : public Plot {
    Q_OBJECT

public:
    ShareStack(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setGrid(const RoutingGrid* grid);
    void setRow(std::size_t row);
    /// The records that the heatmap shows, both ends included.
    void setRecords(std::size_t first, std::size_t last);
    /// The grid has grown.
    void refresh() { scheduleRedraw(); }

    /// Stretches of records drawn: at most one per two pixels.
    std::size_t stretchCount() const { return m_steps.size(); }
    /// Share of a layer in a stretch.
    double shareIn(std::size_t stretch, std::int64_t layer) const;
    /// Layers that more than a twentieth of a stretch's votes are for, in order; of more than there is room for those
    /// with the most votes.
    std::vector<std::int64_t> namedLayers() const;

protected:
    void restyle() override;
    void prepare() override;

private:
    bool isEmpty() const { return !m_grid || m_grid->isEmpty(); }
    void nameShares();
    void draw(QPainter& painter) const;
    void drawPlace(QPainter& painter) const;
    void drawNames(QPainter& painter) const;
    QFontMetricsF nameMetrics() const;
    QPointF pixel(std::size_t stretch, double share) const;

    const RoutingGrid* m_grid = nullptr;
    std::size_t m_row = 0;
    std::size_t m_first = 0;
    std::size_t m_last = 0;
    /// What the stretches were made of: they do not depend on the record shown.
    struct Basis
    {
        std::size_t records = 0;
        std::int64_t lastStep = 0;
        std::size_t row = 0;
        std::size_t most = 0;

        bool operator==(const Basis&) const = default;
    };
    Basis m_basis;
    std::vector<double> m_steps;  ///< x of each stretch
    std::vector<double> m_shares; ///< stretches × T, summed up over the layers
};

} // namespace gui
