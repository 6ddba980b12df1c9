#pragma once

#include <QLineF>
#include <QPen>

#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

/// The dashes of a pen along a line through points, in pixels, as far as they lie in `seen`; the pattern begins anew
/// after a gap, which is a point that is not finite.
QVector<QLineF> dashes(const QVector<QPointF>& points, const QPen& pen, const QRectF& seen);

/// A graph that draws a dashed line as its dashes. The stroker of a painter makes one outline of the whole curve, which
/// takes forty times as long where it goes up and down between neighbours. A picture of vectors has the pen's own.
class DashedGraph final : public QCPGraph {
public:
    using QCPGraph::QCPGraph;

protected:
    void drawLinePlot(QCPPainter* painter, const QVector<QPointF>& lines) const override;
};

} // namespace gui
