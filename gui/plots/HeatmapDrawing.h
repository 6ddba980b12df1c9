#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "gui/models/RoutingGrid.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

/// Draws one record of a RoutingGrid with entropy bars and a colour bar on a plot's canvas.
class HeatmapDrawing {
public:
    explicit HeatmapDrawing(QCustomPlot& canvas);

    void restyle(const Colours& colours, const QFont& font);
    /// Reads the record's values and places everything; cells are square.
    void update();
    /// What the picture takes, without empty room at its right and bottom.
    QSize usedSize() const { return m_used; }
    QRect cellRect(std::size_t row, std::int64_t layer) const;
    /// Row and layer under a pixel.
    std::optional<std::pair<std::size_t, std::int64_t>> cellAt(QPointF pixel) const;

    const RoutingGrid* grid = nullptr;
    QString units;
    RoutingGrid::Mode mode = RoutingGrid::Mode::Share;
    std::size_t record = 0;
    std::size_t selectedRow = 0;
    bool hasFocus = false;
    bool isSelectionShown = true;

private:
    bool isEmpty() const { return !grid || grid->isEmpty(); }
    std::size_t shownRecord() const { return std::min(record, grid->size() - 1); }
    void place();
    void setAxes();
    QColor colourOf(double value) const;
    QString numberOf(double value) const;
    QString barTitle() const;
    void drawCells(QPainter& painter) const;
    void drawNumbers(QPainter& painter) const;
    void drawMarks(QPainter& painter) const;
    void drawEntropy(QPainter& painter) const;
    void drawColourBar(QPainter& painter) const;
    void drawVertically(QPainter& painter, QPointF bottomCentre, const QString& text) const;

    QCustomPlot& m_canvas;
    const Colours* m_colours = &lightColours();
    QFont m_font;
    std::vector<double> m_values; ///< P × T
    double m_clip = 1;            ///< of changes
    bool m_isClipped = false;
    int m_cell = 0; ///< side in pixels
    QPoint m_origin;
    int m_entropyLeft = 0;
    int m_barLeft = 0;
    QSize m_used;
};

} // namespace gui
