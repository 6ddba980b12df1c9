#pragma once

#include <vector>

#include "gui/models/MetricSeries.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

/// The faint curves of groups' runs, below everything else on a plot's canvas. On the screen they are counted pixel by
/// pixel, so that a hundred of a million points cost little and keep every spike; in saved pictures they are lines.
/// Over them, on the screen, the bands of so many points that a polygon would cost more than all runs, since Qt's
/// painter looks for each of its edges among all others of a row, and the means of many groups. For sources under
/// gui/plots only.
class GroupRuns {
public:
    struct Group
    {
        QColor colour; ///< translucent
        std::vector<const MetricSeries*> runs; ///< outlive this, or are replaced by set()
    };

    struct Band
    {
        QColor colour; ///< translucent
        const MetricSeries* low = nullptr; ///< outlives this, or is replaced, as the other
        const MetricSeries* high = nullptr;
    };

    struct Mean
    {
        QColor colour;
        const MetricSeries* curve = nullptr; ///< likewise
        bool isDashed = false;
    };

    explicit GroupRuns(QCustomPlot& canvas);

    /// From back to front; drawn with the next redraw.
    void set(std::vector<Group> groups, const XAxis& axis);
    /// From back to front, for this range of the axes; none in saved pictures.
    void setBands(std::vector<Band> bands) { m_bands = std::move(bands); }
    /// From back to front, over the bands; none in saved pictures.
    void setMeans(std::vector<Mean> means) { m_means = std::move(means); }
    /// Whether the axes show so much of the curve that a band of it is for setBands().
    bool isDense(const MetricSeries& curve) const;
    /// Points of all curves when they were last drawn.
    std::size_t drawnPoints() const { return m_drawn; }

private:
    void draw(QCPPainter& painter);
    void paint(QCPPainter& painter);
    void drawLines(QPainter& painter);
    void drawLine(QPainter& painter, const MetricSeries& run);

    QCustomPlot& m_canvas;
    std::vector<Group> m_groups;
    std::vector<Band> m_bands;
    std::vector<Mean> m_means;
    XAxis m_axis;
    std::size_t m_drawn = 0;
};

} // namespace gui
