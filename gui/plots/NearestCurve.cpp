#include "gui/plots/NearestCurve.h"

#include <cmath>

#include <QCoreApplication>

#include "gui/app/Format.h"
#include "gui/plots/QCustomPlotHeader.h"

namespace gui {

namespace {

constexpr double pointerReach = 24; // pixels

/// The context of this file's texts in the catalogue.
struct NearestCurveWords
{
    Q_DECLARE_TR_FUNCTIONS(NearestCurve)
};

/// Keeps the nearest of the curves it is shown.
class NearestSearch {
public:
    NearestSearch(const QCustomPlot& canvas, QPointF place, const XAxis& axis)
        : m_canvas(canvas)
        , m_place(place)
        , m_axis(axis)
    {
    }

    void look(const MetricSeries& series, const QString& name, int colour)
    {
        const auto index = series.nearest(m_canvas.xAxis->pixelToCoord(m_place.x()), m_axis);
        const double value = index ? series.value(*index) : NAN;
        const bool isDrawn = m_canvas.yAxis->scaleType() == QCPAxis::stLinear || value > 0;
        if (!std::isfinite(value) || !isDrawn)
            return;
        const double x = series.x(*index, m_axis);
        const double distance = std::abs(m_canvas.yAxis->coordToPixel(value) - m_place.y());
        if (distance > m_distance || !m_canvas.xAxis->range().contains(x))
            return;
        m_distance = distance;
        m_found = CurvePoint{name, colour, x, value};
    }

    const std::optional<CurvePoint>& found() const { return m_found; }

private:
    const QCustomPlot& m_canvas;
    QPointF m_place;
    XAxis m_axis;
    double m_distance = pointerReach;
    std::optional<CurvePoint> m_found;
};

} // namespace

std::optional<CurvePoint> curveNear(const QCustomPlot& canvas, QPointF place, const CompareResult& result,
                                    const std::vector<const ComparedGroup*>& groups, const XAxis& axis)
{
    if (!canvas.axisRect()->rect().contains(place.toPoint()))
        return std::nullopt;
    NearestSearch search(canvas, place, axis);
    for (const ComparedGroup* group : groups) { // a mean wins over a run at the same place
        for (const std::size_t run : group->drawn)
            search.look(result.curves[run],
                        run < result.comparison.runs.size() ? QString::fromStdString(result.comparison.runs[run].name)
                                                            : QString(),
                        group->colour);
        if (group->drawn.size() > 1 || result.smoothing > 0)
            search.look(group->curve.mean, NearestCurveWords::tr("%1, mean").arg(group->name), group->colour);
    }
    return search.found();
}

QString placeWords(double x, XAxis::Kind axis)
{
    switch (axis) {
    case XAxis::Kind::Step:
        return NearestCurveWords::tr("step %1").arg(format::whole(std::int64_t(x)));
    case XAxis::Kind::Epoch:
        return NearestCurveWords::tr("epoch %1").arg(format::value(x));
    case XAxis::Kind::Time:
        return format::duration(x);
    }
    return {};
}

QString wordsOf(const CurvePoint& point, XAxis::Kind axis)
{
    return QStringLiteral("%1 %2, %3").arg(point.name, format::value(point.value), placeWords(point.x, axis));
}

} // namespace gui
