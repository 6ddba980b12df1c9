#include "gui/plots/CurveDrawing.h"

#include <algorithm>
#include <cmath>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/plots/DashedGraph.h"

namespace gui {

using plotstyle::PaintedItem;
using plotstyle::Words;

namespace {
constexpr int titleHeight = 24;
constexpr int rightMargin = 10;
constexpr int densePointsPerPixel = 2;
constexpr int labelGap = 16; // at least, between those of an axis
constexpr int mostTicks = 4;
constexpr int mostTicksCompact = 3;
constexpr double tinyValues = 0.01; // below, the power of ten moves into the axis title

} // namespace

CurveDrawing::CurveDrawing(QCustomPlot& canvas)
    : m_canvas(canvas)
{
    const auto add = [this](const char* layer, bool clip, void (CurveDrawing::*paint)(QPainter&) const) {
        new PaintedItem(&m_canvas, QLatin1String(layer), clip, [this, paint](QCPPainter& painter) {
            painter.setAntialiasing(true);
            (this->*paint)(painter);
        });
    };
    add("legend", false, &CurveDrawing::drawNames);
    add("legend", false, &CurveDrawing::drawBest);
    add("legend", false, &CurveDrawing::drawMessage);
    add("overlay", true, &CurveDrawing::drawCrosshair);
    add("overlay", false, &CurveDrawing::drawTitleLine);
    m_canvas.axisRect()->setAutoMargins(QCP::msBottom);
    // Line by line: an outline around hundreds of peaks takes a hundred times as long.
    m_canvas.setPlottingHint(QCP::phFastPolylines);
}

void CurveDrawing::makeGraphs()
{
    m_canvas.clearGraphs();
    m_graphs.clear();
    // All raw curves lie below all smoothed ones.
    for (std::size_t index = 0; index < state.curves.size(); ++index)
        m_graphs.push_back({m_canvas.addGraph(), nullptr});
    for (Graphs& graphs : m_graphs)
        graphs.smooth = new DashedGraph(m_canvas.xAxis, m_canvas.yAxis);
    for (const Graphs& graphs : m_graphs)
        for (QCPGraph* graph : {graphs.raw, graphs.smooth}) {
            graph->setAdaptiveSampling(false);
            graph->setSelectable(QCP::stNone);
        }
}

void CurveDrawing::restyle(const Colours& colours, const QFont& font)
{
    m_colours = &colours;
    m_font = font;
    plotstyle::apply(*m_canvas.axisRect(), colours, font);
}

QColor CurveDrawing::colour(const CurvePlot::Curve& curve) const
{
    return curve.isReference ? m_colours->plotAxis : runColour(curve.colour, m_colours->dark);
}

void CurveDrawing::Extent::add(double value)
{
    low = isEmpty ? value : std::min(low, value);
    high = isEmpty ? value : std::max(high, value);
    isEmpty = false;
}

/// Where the line between two points enters or leaves the range, it is seen too.
void CurveDrawing::addCrossing(Extent& extent, const QCPRange& range, const QCPGraphData& from, const QCPGraphData& to)
{
    for (const double end : {range.lower, range.upper})
        if (from.key < end && to.key > end)
            extent.add(from.value + (to.value - from.value) * (end - from.key) / (to.key - from.key));
}

std::pair<double, double> CurveDrawing::wholeRange() const
{
    double end = 0;
    for (const CurvePlot::Curve& curve : state.curves)
        if (const std::size_t points = curve.series->size(); points > 0)
            end = std::max(end, plotstyle::axisEnd(curve.series->x(points - 1, state.axis), points, 1.02));
    return {0, end > 0 ? end : 1};
}

/// Of title, labels as wide as "−0.000" and ticks: the same for all plots, so that those below each other are aligned.
int CurveDrawing::leftMargin() const
{
    const QFontMetrics metrics(Theme::figures(Theme::small(m_font)));
    const QString widest = state.isCompact ? QStringLiteral("0.000") : QStringLiteral("−0.000");
    return metrics.height() + metrics.horizontalAdvance(widest) + 12;
}

/// Ticks that have room for their labels.
int CurveDrawing::tickCount() const
{
    const int label = QFontMetrics(Theme::figures(Theme::small(m_font))).horizontalAdvance(QStringLiteral("00.0k"));
    const int most = state.isCompact ? mostTicksCompact : mostTicks;
    return std::clamp((m_canvas.width() - leftMargin() - rightMargin) / (label + labelGap), 2, most);
}

void CurveDrawing::setRangeAndMargins()
{
    QCPAxis& x = *m_canvas.xAxis;
    const auto [low, high] = state.range ? *state.range : wholeRange();
    x.setRange(low, high);
    x.setLabel(state.xTitle);
    m_canvas.yAxis->setScaleType(state.isLogarithmic ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    const int scale = QFontMetrics(m_font).height() / 16 + 1; // room for larger fonts
    const int aboveLevel = hasLevel() ? QFontMetrics(Theme::small(m_font)).height() + 2 : 0; // its words
    m_canvas.axisRect()->setMargins(
        QMargins(leftMargin(), state.isCompact ? std::max(10, aboveLevel) : titleHeight + 2 * scale, rightMargin, 0));
}

void CurveDrawing::setTickers()
{
    QCPAxis& x = *m_canvas.xAxis;
    QCPAxis& y = *m_canvas.yAxis;
    const int ticks = state.isCompact ? mostTicksCompact : mostTicks;
    x.setTicker(state.axis.kind == XAxis::Kind::Time ? plotstyle::clockTicker() : plotstyle::shortTicker(tickCount()));
    if (state.isLogarithmic)
        plotstyle::useLogTicker(y);
    else
        y.setTicker(plotstyle::shortTicker(ticks, m_exponent));
}

void CurveDrawing::update()
{
    setRangeAndMargins();
    m_hasPoints = false;
    Extent extent;
    const auto buckets = static_cast<std::size_t>(std::max(m_canvas.axisRect()->width(), 100));
    for (std::size_t curve = 0; curve < state.curves.size(); ++curve) {
        const Extent own = fill(curve, m_canvas.xAxis->range(), buckets);
        if (own.isEmpty)
            continue;
        extent.add(own.low);
        extent.add(own.high);
    }
    m_hasPoints = !extent.isEmpty;
    setValueRange(extent);
    setTickers();
    placeMessage();
}

CurveDrawing::Extent CurveDrawing::fill(std::size_t index, const QCPRange& range, std::size_t buckets)
{
    const CurvePlot::Curve& curve = state.curves[index];
    const MetricSeries& series = *curve.series;
    const Graphs& graphs = m_graphs[index];
    const bool isSmoothed = series.smoothing() > 0 && !curve.isReference;
    Extent extent;
    const auto set = [&](QCPGraph* graph, const std::vector<MetricSeries::Point>& values) {
        QVector<QCPGraphData> points;
        for (const MetricSeries::Point& point : values) {
            if (state.isLogarithmic && point.value <= 0)
                continue;
            if (!points.isEmpty())
                addCrossing(extent, range, points.back(), {point.x, point.value});
            points.append({point.x, point.value});
            if (point.x >= range.lower && point.x <= range.upper)
                extent.add(point.value);
        }
        graph->data()->set(points, true);
        return points.size();
    };
    const std::pair<double, double> ends{range.lower, range.upper};
    graphs.raw->setVisible(isSmoothed && state.isRawShown);
    const auto visible = set(graphs.smooth, graphs.raw->visible()
                                                ? series.sampled(state.axis, ends, buckets)
                                                : series.visible(state.axis, ends, buckets, MetricSeries::Kind::Smoothed));
    graphs.raw->data()->clear();
    if (graphs.raw->visible())
        set(graphs.raw, series.visible(state.axis, ends, buckets, MetricSeries::Kind::Raw));
    const bool isDense =
        !isSmoothed && visible > qsizetype(buckets) / densePointsPerPixel && plotstyle::isRestless(*graphs.smooth);
    QColor faint = colour(curve);
    faint.setAlphaF(float(plotstyle::rawOpacity));
    graphs.raw->setPen(plotstyle::densePen(faint, plotstyle::rawWidth));
    if (curve.isReference)
        graphs.smooth->setPen(plotstyle::referencePen(colour(curve)));
    else if (isDense && !isDashed(curve.colour))
        graphs.smooth->setPen(plotstyle::densePen(colour(curve), 1.2));
    else
        graphs.smooth->setPen(plotstyle::curvePen(colour(curve), plotstyle::curveWidth, isDashed(curve.colour)));
    // One point alone has no line.
    graphs.smooth->setScatterStyle(visible == 1 ? QCPScatterStyle(QCPScatterStyle::ssDisc, colour(curve), 7)
                                                : QCPScatterStyle());
    return extent;
}

void CurveDrawing::setValueRange(const Extent& measured)
{
    Extent extent = measured;
    if (hasLevel() && !extent.isEmpty) {
        if (!state.isLogarithmic)
            extent.add(0);
        extent.add(state.level->value);
    }
    if (state.best && !extent.isEmpty && !state.isLogarithmic) { // room for the words
        const double line = QFontMetricsF(Theme::small(m_font)).height();
        const double room = line + plotstyle::wordsAboveStar + 1; // of about so much:
        const double height = m_canvas.height() - m_canvas.axisRect()->margins().top() - 3 * line;
        const double part = room / std::max(height - room, room) * (extent.high - extent.low);
        extent.add(state.best->isLowest ? std::max(extent.low - part, std::min(extent.low, 0.0)) : extent.high + part);
    }
    QCPAxis& axis = *m_canvas.yAxis;
    const double largest = std::max(std::abs(extent.low), std::abs(extent.high));
    const bool isTiny = !state.isLogarithmic && !extent.isEmpty && largest > 0 && largest < tinyValues;
    m_exponent = isTiny ? int(std::floor(std::log10(largest) + 1e-9)) : 0;
    axis.setLabel(isTiny ? QObject::tr("%1 (1e%2)").arg(state.yTitle, format::whole(m_exponent)) : state.yTitle);
    if (extent.isEmpty) {
        axis.setRange(state.isLogarithmic ? QCPRange(0.1, 10) : QCPRange(0, 1));
        return;
    }
    axis.setRange(state.isLogarithmic ? plotstyle::roundLogRange(extent.low, extent.high)
                                      : plotstyle::roundRange(extent.low, extent.high));
}

/// Above the curves, in room of its own; in the middle where there are none.
void CurveDrawing::placeMessage()
{
    const QFontMetricsF metrics(Theme::small(m_font));
    m_message = plotstyle::wrapped(state.message, metrics, m_canvas.width() - leftMargin() - 2.0 * rightMargin);
    if (m_message.isEmpty() || !m_hasPoints)
        return;
    QMargins margins = m_canvas.axisRect()->margins();
    margins.setTop(margins.top() + int(metrics.height() * double(m_message.count(QLatin1Char('\n')) + 1)) + 2);
    m_canvas.axisRect()->setMargins(margins);
}

void CurveDrawing::redrawOverlay()
{
    plotstyle::redrawOverlay(m_canvas);
}

QPointF CurveDrawing::pixel(double x, double y) const
{
    return {m_canvas.xAxis->coordToPixel(x), m_canvas.yAxis->coordToPixel(y)};
}

std::optional<std::size_t> CurveDrawing::shownIndex(const MetricSeries& series) const
{
    if (series.isEmpty())
        return std::nullopt;
    return state.crosshair ? series.nearest(*state.crosshair, state.axis) : series.size() - 1;
}

QString CurveDrawing::valueText(double value) const
{
    return format::value(value);
}

QVector<Words> CurveDrawing::readOut() const
{
    const QFont strong = Theme::figures(Theme::semibold(Theme::small(m_font)));
    const QFont weak = Theme::figures(Theme::small(m_font));
    QVector<Words> words;
    for (const CurvePlot::Curve& curve : state.curves) {
        const MetricSeries& series = *curve.series;
        const auto index = curve.isReference ? std::nullopt : shownIndex(series);
        if (!index)
            continue;
        if (state.curves.size() > 1)
            words.append({curve.name, colour(curve), weak});
        words.append({valueText(series.value(*index, MetricSeries::Kind::Smoothed)), m_colours->text, strong});
        if (state.curves.size() == 1 && series.smoothing() > 0)
            words.append({QObject::tr("raw %1").arg(valueText(series.value(*index))), m_colours->secondaryText, weak});
    }
    return words;
}

void CurveDrawing::drawTitleLine(QPainter& painter) const
{
    if (state.isCompact)
        return;
    const QRect rect = m_canvas.axisRect()->rect();
    const double baseline = rect.top() - 10;
    const double end = plotstyle::drawWordsBefore(painter, QPointF(rect.right() + 1, baseline), readOut()) - 8;
    painter.setFont(Theme::semibold(Theme::small(m_font)));
    painter.setPen(m_colours->text);
    const QFontMetricsF metrics(painter.font());
    // A title longer than its room begins above the axis labels.
    const double begin = std::clamp(end - metrics.horizontalAdvance(state.title), 2.0, double(rect.left()));
    painter.drawText(QPointF(begin, baseline),
                     metrics.elidedText(state.title, Qt::ElideRight, std::max(end - begin, 20.0)));
}

void CurveDrawing::drawCrosshair(QPainter& painter) const
{
    if (!state.crosshair || !state.isForScreen || !m_hasPoints)
        return;
    const QRect rect = m_canvas.axisRect()->rect();
    const double x = std::round(m_canvas.xAxis->coordToPixel(*state.crosshair));
    painter.setPen(QPen(m_colours->secondaryText, 1));
    double top = rect.top();
    for (const auto& [from, to] : wordsAcross(x)) {
        if (from > top)
            painter.drawLine(QPointF(x, top), QPointF(x, from));
        top = std::max(top, to);
    }
    if (top < rect.bottom())
        painter.drawLine(QPointF(x, top), QPointF(x, rect.bottom()));
    for (const CurvePlot::Curve& curve : state.curves) {
        const auto index = curve.isReference ? std::nullopt : shownIndex(*curve.series);
        const double value = index ? curve.series->value(*index, MetricSeries::Kind::Smoothed) : NAN;
        const double at = index ? curve.series->x(*index, state.axis) : NAN;
        const bool isStar = state.best && !state.best->isLowest && index
            && double(curve.series->step(*index)) == state.best->step;
        if (std::isfinite(value) && !isStar && !(state.isLogarithmic && value <= 0))
            plotstyle::drawPoint(painter, pixel(at, value), colour(curve), m_colours->base);
    }
}

std::size_t CurveDrawing::drawnPoints() const
{
    int most = 0;
    for (const Graphs& graphs : m_graphs)
        most = std::max({most, graphs.smooth->dataCount(), graphs.raw->visible() ? graphs.raw->dataCount() : 0});
    return static_cast<std::size_t>(most);
}

} // namespace gui
