#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "gui/models/RoutingPicture.h"
#include "gui/plots/BarTitle.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

/// Draws a RoutingPicture with entropy bars and a colour bar on a plot's canvas.
class HeatmapDrawing {
public:
    explicit HeatmapDrawing(QCustomPlot& canvas);

    void restyle(const Colours& colours, const QFont& font);
    /// Places everything; cells are square.
    void update();
    /// What the picture takes, without empty room at its right and bottom.
    QSize usedSize() const { return m_used; }
    QRect cellRect(std::size_t row, std::int64_t layer) const;
    /// Row and layer under a pixel.
    std::optional<std::pair<std::size_t, std::int64_t>> cellAt(QPointF pixel) const;
    /// Row whose number or entropy is under a pixel.
    std::optional<std::size_t> rowBesideCells(QPointF pixel) const;
    /// Row whose entropy is under a pixel.
    std::optional<std::size_t> entropyAt(QPointF pixel) const;

    RoutingPicture picture;
    storage::SequentialMap map = storage::SequentialMap::Viridis;
    std::size_t selectedRow = 0;
    std::int64_t selectedLayer = 0; ///< the cell that the keyboard is on
    bool hasFocus = false;        ///< that cell is marked
    bool isSelectionShown = true; ///< of the row

private:
    bool isDifference() const { return picture.scale == RoutingPicture::Scale::Difference; }
    void place();
    void setAxes();
    QColor colourOf(double value) const;
    QString numberOf(double value) const;
    void drawCells(QPainter& painter) const;
    void drawNumbers(QPainter& painter) const;
    void drawNoise(QPainter& painter) const;
    /// What is said of hatched cells, in lines; empty where none can be.
    QString noiseWords() const;
    int noiseWordsWidth() const;
    void drawNoiseKey(QPainter& painter) const;
    /// Height of the colour bar, above what is said of hatched cells.
    int barHeight() const;
    void drawMarks(QPainter& painter) const;
    void drawDiagonal(QPainter& painter) const;
    void drawChosen(QPainter& painter) const;
    void drawDead(QPainter& painter) const;
    void drawSelection(QPainter& painter) const;
    void drawKeyCell(QPainter& painter) const;
    void drawEntropy(QPainter& painter) const;
    void drawColourBar(QPainter& painter) const;

    QCustomPlot& m_canvas;
    const Colours* m_colours = &lightColours();
    QFont m_font;
    int m_cell = 0; ///< side in pixels
    QPoint m_origin;
    int m_entropyLeft = 0;
    int m_barLeft = 0;
    BarTitle m_title;
    QSize m_used;
};

} // namespace gui
