#pragma once

#include <optional>

#include "gui/models/CountedUnits.h"
#include "gui/models/RouteFlow.h"
#include "gui/plots/Plot.h"

namespace gui {

/// Routes through depth: columns are positions, nodes the layers chosen there (or layers and their experts), heights
/// shares of the rows. A band has the colour of the layer that it leaves; what the commonest routes leave out is one
/// grey band with its share.
class RoutesPlot final : public Plot {
    Q_OBJECT

public:
    RoutesPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent = nullptr);

    void setFlow(RouteFlow flow);
    const RouteFlow& flow() const { return m_flow; }
    /// `units`: what takes a route, "sentences".
    void setUnits(const CountedUnits& units) { m_units = units; }
    /// Drawn over the others in the accent colour.
    void setSelectedRoute(std::optional<std::size_t> route);
    std::optional<std::size_t> selectedRoute() const { return m_selected; }

    /// In this widget's pixels; valid once drawn.
    QRectF nodeRect(std::size_t column, std::size_t node) const;
    QRectF otherRect(std::size_t column) const;
    /// What the grey band's words take: between two nodes, or below the band, where there is room for either.
    QRectF otherWordsRect() const;
    /// "Position 3, layer 5" and its share; the band's routes; nothing where nothing is. Plain text, lines apart.
    QString textAt(QPointF pixel) const;
    /// The commonest of the routes under a pixel.
    std::optional<std::size_t> routeAt(QPointF pixel) const;
    QSize sizeHint() const override { return {560, 400}; }
    QSize minimumSizeHint() const override { return {280, 200}; }

Q_SIGNALS:
    void routeChosen(std::size_t route);

protected:
    void prepare() override;
    void setExporting(bool isExporting) override { m_isSelectionShown = !isExporting; }
    bool eventFilter(QObject* object, QEvent* event) override;

private:
    void nameParts();
    double columnLeft(std::size_t column) const;
    /// Pixel of a place below so many shares and gaps.
    double pixelAt(double share, std::size_t gaps) const { return m_top + share * m_scale + double(gaps) * m_gap; }
    /// Upper left, where a route passes a column.
    QPointF routeCorner(std::size_t route, std::size_t column) const;
    QString otherWords() const;
    QColor layerColour(std::int64_t layer) const;
    void draw(QPainter& painter) const;
    void drawBands(QPainter& painter) const;
    void drawOthers(QPainter& painter) const;
    void drawSelected(QPainter& painter) const;
    void drawNodes(QPainter& painter) const;
    void drawNumbers(QPainter& painter) const;
    void drawAxis(QPainter& painter) const;

    RouteFlow m_flow;
    CountedUnits m_units;
    std::optional<std::size_t> m_selected;
    bool m_isSelectionShown = true;
    double m_left = 0;
    double m_top = 0;
    double m_spacing = 0; ///< between columns
    double m_width = 12;  ///< of a node
    double m_scale = 0;   ///< pixels of all rows
    double m_gap = 0;     ///< between nodes
};

} // namespace gui
