#pragma once

#include <QFont>
#include <QPen>
#include <QString>
#include <QVector>

#include <functional>

#include "gui/app/Colours.h"
#include "gui/models/MetricSeries.h"
#include "gui/plots/QCustomPlotHeader.h"

/// How every plot looks: thin left and bottom axes, a light grid behind the curves, small tick labels. For sources
/// under gui/plots only.
namespace gui::plotstyle {

constexpr double curveWidth = 2;
constexpr double rawWidth = 1;
constexpr double rawOpacity = 0.28;
constexpr double pointRadius = 3.5;
constexpr double ringWidth = 1.5;
constexpr double wordsAboveStar = 6; // between its centre and its words

/// Pieces have square ends: round ones are outlined one by one and filled, which takes several times as long.
QPen curvePen(const QColor& colour, double width, bool isDashed = false);
/// For curves that go up and down at every pixel, and many of them: without ends that lie over each other.
QPen densePen(const QColor& colour, double width);
QPen referencePen(const QColor& colour);
/// Whether a graph goes up and down so often that each stroke of a thick pen lies over others.
bool isRestless(const QCPGraph& graph);

/// Colours, fonts, ticks of both axes.
void apply(QCPAxisRect& rect, const Colours& colours, const QFont& font);

/// Labels in short form: 2.5k; divided by a power of ten.
QSharedPointer<QCPAxisTicker> shortTicker(int count = 5, int exponent = 0);
/// Labels of values counted in a unit, at round numbers of it.
QSharedPointer<QCPAxisTicker> unitTicker(double unit, int count = 5);
/// Labels as hours, minutes, seconds.
QSharedPointer<QCPAxisTicker> clockTicker();
/// Powers of ten, at most about `count` labelled.
void useLogTicker(QCPAxis& axis);

/// A range that ends on round numbers; starts at 0 where that wastes little room.
QCPRange roundRange(double low, double high);
QCPRange roundLogRange(double low, double high);
/// Where an x axis that begins at 0 ends for a curve of so many points up to `last`, `usual` times that far; one point
/// alone does not stand at its edge.
double axisEnd(double last, std::size_t points, double usual);

/// A sentence in lines that fit into a width.
QString wrapped(const QString& text, const QFontMetricsF& metrics, double width);

struct Words
{
    QString text;
    QColor colour;
    QFont font;
};

/// Texts one after the other, ending at `right` on the baseline. Returns their left end.
double drawWordsBefore(QPainter& painter, QPointF right, const QVector<Words>& words);

/// Text over curves, with a rim of the ground's colour so that it can be read.
void drawHaloText(QPainter& painter, QPointF baseline, const QString& text, const QColor& ink, const QColor& ground);
void drawPoint(QPainter& painter, QPointF centre, const QColor& colour, const QColor& ground);
/// Around all of a picture, for who came to it by keys.
void drawFocusFrame(QPainter& painter, const QRect& picture, const QColor& colour);
void drawStar(QPainter& painter, QPointF centre, const QColor& colour, const QColor& ground);

/// Of two strokes, where something goes on beyond the picture. `out`: of length 1, along an axis.
void drawArrowHead(QPainter& painter, QPointF tip, QPointF out);

/// What lies above a picture alone; all of one that has not been drawn yet comes with its first redraw.
void redrawOverlay(QCustomPlot& plot);

/// Anything drawn by a function, in pixels of the plot.
class PaintedItem final : public QCPAbstractItem {
public:
    using Paint = std::function<void(QCPPainter&)>;
    PaintedItem(QCustomPlot* plot, const QString& layer, bool clip, Paint paint);

    double selectTest(const QPointF&, bool, QVariant*) const override { return -1; }

protected:
    void draw(QCPPainter* painter) override { m_paint(*painter); }

private:
    Paint m_paint;
};

} // namespace gui::plotstyle
