#include "gui/plots/ScatterPlot.h"

#include <algorithm>
#include <cmath>

#include "gui/plots/PlotStyle.h"

namespace gui {

using plotstyle::PaintedItem;

namespace {

constexpr int scatterTitleHeight = 26;
constexpr double axisRoom = 0.06; // of an axis, at both ends
constexpr double wordRoom = 0.5;  // beside the first and last word
constexpr double reach = 8;       // of the pointer, in pixels
constexpr float fadedPointOpacity = 0.14F;
constexpr float behindOpacity = 0.45F; // of runs behind their means
constexpr std::size_t manyRuns = 300;  // runs, from which on points are smaller
constexpr double leastRadius = 5;      // of a mean
constexpr double mostRadius = 11;

using Marks = std::vector<std::pair<double, QString>>;

/// Whether the few values of a setting, each of them of several runs, have room for their labels.
bool areApart(const Marks& marks, const SweepAxis& axis)
{
    constexpr double leastApart = 0.07; // of the axis
    if (marks.size() < 2 || axis.values.size() < 2 * marks.size())
        return false;
    for (std::size_t mark = 1; mark < marks.size(); ++mark)
        if (axis.place(marks[mark].first) - axis.place(marks[mark - 1].first) < leastApart)
            return false;
    return true;
}

} // namespace

ScatterPlot::ScatterPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : BrushPlot(theme, dialogs, parent)
{
    setWindowTitle(tr("Scatter"));
    setAccessibleName(windowTitle());
    const auto add = [this](const char* layer, bool isClipped, void (ScatterPlot::*paint)(QPainter&) const) {
        new PaintedItem(&canvas(), QLatin1String(layer), isClipped, [this, paint](QCPPainter& painter) {
            painter.setAntialiasing(true);
            if (!m_picture.isEmpty())
                (this->*paint)(painter);
        });
    };
    add("main", true, &ScatterPlot::drawFront);
    add("main", false, &ScatterPlot::drawRuns);
    add("main", true, &ScatterPlot::drawMeans);
    add("main", true, &ScatterPlot::drawBrush);
    add("legend", false, &ScatterPlot::drawTitle);
    add("legend", false, &ScatterPlot::drawLegend);
    canvas().axisRect()->setAutoMargins(QCP::msBottom | QCP::msLeft);
    begin();
}

ScatterPlot::~ScatterPlot() = default;

void ScatterPlot::setPicture(ScatterPicture picture)
{
    m_picture = std::move(picture);
    m_leastParameters = INFINITY;
    m_mostParameters = -INFINITY;
    for (const ScatterPicture::Mean& mean : m_picture.means) {
        m_leastParameters = std::min(m_leastParameters, mean.parameters.value_or(m_leastParameters));
        m_mostParameters = std::max(m_mostParameters, mean.parameters.value_or(m_mostParameters));
    }
    setAccessibleName(
        m_picture.isEmpty()
            ? windowTitle()
            : (m_picture.sweep->runs.size() == 1 ? tr("1 run: %1 over %2")
                                                 : tr("%1 runs: %2 over %3").arg(m_picture.sweep->runs.size()))
                  .arg(m_picture.y.title, m_picture.x.title));
    updateChosen();
}

void ScatterPlot::restyle()
{
    plotstyle::apply(*canvas().axisRect(), colours(), font());
}

void ScatterPlot::setAxis(QCPAxis& axis, const SweepAxis& values)
{
    if (&axis == canvas().yAxis)
        setLeftTitle(values.title);
    else
        axis.setLabel(values.title);
    axis.setScaleType(values.isLog ? QCPAxis::stLogarithmic : QCPAxis::stLinear);
    if (values.isWords()) {
        auto ticker = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
        for (std::size_t word = 0; word < values.words.size(); ++word)
            ticker->addTick(
                double(word),
                canvas().fontMetrics().elidedText(values.words[word], Qt::ElideMiddle, canvas().width() / 5));
        axis.setTicker(ticker);
        axis.setRange(-wordRoom, double(values.words.size()) - 1 + wordRoom);
        return;
    }
    const Marks marks = values.marks();
    if (values.isLog ? !marks.empty() : areApart(marks, values)) {
        auto ticker = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
        for (const auto& [value, text] : marks)
            ticker->addTick(value, text);
        axis.setTicker(ticker);
    } else if (values.isLog)
        plotstyle::useLogTicker(axis);
    else
        axis.setTicker(values.isClock ? plotstyle::clockTicker() : plotstyle::unitTicker(values.unitSize));
    axis.setRange(values.valueAt(-axisRoom), values.valueAt(1 + axisRoom));
}

void ScatterPlot::prepare()
{
    const bool isShown = !m_picture.isEmpty();
    canvas().axisRect()->setVisible(isShown);
    canvas().xAxis->setVisible(isShown);
    canvas().yAxis->setVisible(isShown);
    if (!isShown)
        return;
    setAxis(*canvas().xAxis, m_picture.x);
    setAxis(*canvas().yAxis, m_picture.y);
    // Last: what the legend says depends on what the axes cut.
    canvas().axisRect()->setMargins(QMargins(0, scatterTitleHeight, legendWidth() + spacing::page, 0));
}

std::optional<QPointF> ScatterPlot::pixelOf(std::size_t run) const
{
    if (m_picture.isEmpty() || !m_picture.has(run))
        return std::nullopt;
    return pixel(m_picture.x.values[run], m_picture.y.values[run]);
}

std::optional<std::size_t> ScatterPlot::runAt(QPointF pointer) const
{
    std::optional<std::size_t> nearest;
    double least = reach;
    for (std::size_t run = 0; run < m_picture.sweep->runs.size(); ++run)
        if (const auto place = pixelOf(run)) {
            const double away = std::hypot(place->x() - pointer.x(), place->y() - pointer.y());
            if (away < least) {
                least = away;
                nearest = run;
            }
        }
    return nearest;
}

QString ScatterPlot::textOf(std::size_t run) const
{
    QStringList lines{m_picture.sweep->runs[run].name};
    if (m_picture.sweep->groups.size() > 1)
        lines << m_picture.sweep->groups[m_picture.sweep->runs[run].group].name;
    for (const SweepAxis* axis : {&m_picture.x, &m_picture.y})
        lines << QStringLiteral("%1: %2").arg(axis->title, axis->texts[run]);
    for (const ScatterPicture::Mean& mean : m_picture.means)
        if (mean.group == m_picture.sweep->runs[run].group && mean.runs > 1)
            lines << meanLines(m_picture, mean);
    return lines.join(QLatin1Char('\n'));
}

QString ScatterPlot::noteAt(QPointF pointer) const
{
    for (const ScatterPicture::Mean& mean : m_picture.means) {
        const QPointF away = pixel(mean.x, mean.y) - pointer;
        if (std::hypot(away.x(), away.y()) <= std::max(radiusOf(mean), reach))
            return (QStringList(m_picture.sweep->groups[mean.group].name) + meanLines(m_picture, mean))
                .join(QLatin1Char('\n'));
    }
    return {};
}

SweepBrush ScatterPlot::dragged(QPointF from, QPointF to) const
{
    const auto range = [](double a, double b) { return SweepBrush::Range{std::min(a, b), std::max(a, b)}; };
    SweepBrush brush;
    brush.set(m_picture.x.key, range(canvas().xAxis->pixelToCoord(from.x()), canvas().xAxis->pixelToCoord(to.x())));
    brush.set(m_picture.y.key, range(canvas().yAxis->pixelToCoord(from.y()), canvas().yAxis->pixelToCoord(to.y())));
    return brush;
}

SweepBrush ScatterPlot::clicked(QPointF) const
{
    return {};
}

QColor ScatterPlot::colourOf(std::size_t group) const
{
    return runColour(m_picture.sweep->groups[group].colour, colours().dark);
}

double ScatterPlot::radiusOf(const ScatterPicture::Mean& mean) const
{
    if (!mean.parameters || !(m_mostParameters > m_leastParameters))
        return leastRadius + 1;
    return std::max(leastRadius, mostRadius * std::sqrt(*mean.parameters / m_mostParameters)); // the area is the number
}

/// A stair: what a cost is enough for stays so until the next better one.
void ScatterPlot::drawFront(QPainter& painter) const
{
    if (m_picture.front.size() < 2)
        return;
    QPolygonF stair;
    for (const std::size_t index : m_picture.front) {
        const ScatterPicture::Mean& mean = m_picture.means[index];
        const QPointF corner = pixel(mean.x, mean.y);
        if (!stair.isEmpty())
            stair << QPointF(corner.x(), stair.last().y());
        stair << corner;
    }
    painter.setPen(plotstyle::referencePen(colours().plotAxis));
    painter.setBrush(Qt::NoBrush);
    painter.drawPolyline(stair);
}

void ScatterPlot::drawRun(QPainter& painter, std::size_t run) const
{
    const auto place = pixelOf(run);
    if (!place)
        return;
    const std::size_t group = m_picture.sweep->runs[run].group;
    QColor colour = colourOf(group);
    const bool isSmall = m_picture.sweep->runs.size() > manyRuns || !m_picture.means.empty();
    const double radius = plotstyle::pointRadius - (isSmall ? 1 : 0);
    if (!isChosen(run))
        colour.setAlphaF(fadedPointOpacity);
    else if (!m_picture.means.empty())
        colour.setAlphaF(behindOpacity);
    const bool isHollow = isDashed(m_picture.sweep->groups[group].colour); // the colours have begun again
    painter.setPen(isHollow ? QPen(colour, plotstyle::ringWidth) : Qt::NoPen);
    painter.setBrush(isHollow ? Qt::NoBrush : QBrush(colour));
    painter.drawEllipse(*place, radius, radius);
}

/// The chosen ones above the others.
void ScatterPlot::drawRuns(QPainter& painter) const
{
    for (const std::size_t run : chosenLast())
        drawRun(painter, run);
    if (!pointed() || !pixelOf(*pointed()))
        return;
    painter.setPen(QPen(colours().text, plotstyle::ringWidth));
    painter.setBrush(Qt::NoBrush);
    painter.drawEllipse(*pixelOf(*pointed()), plotstyle::pointRadius + 3, plotstyle::pointRadius + 3);
}

std::pair<bool, bool> ScatterPlot::cutEnds(const engine::Interval& interval, bool isOfX) const
{
    const QCPRange range = (isOfX ? canvas().xAxis : canvas().yAxis)->range();
    return {interval.low<range.lower, interval.high> range.upper};
}

bool ScatterPlot::isCut(const std::optional<engine::Interval>& interval, bool isOfX) const
{
    return interval && cutEnds(*interval, isOfX) != std::pair(false, false);
}

/// An arrow head at each end that is cut.
void ScatterPlot::drawBar(QPainter& painter, const Bar& bar) const
{
    const QRectF room = QRectF(canvas().axisRect()->rect()).adjusted(1, 1, -1, -1);
    const auto within = [&room](QPointF end) {
        return QPointF(std::clamp(end.x(), room.left(), room.right()), std::clamp(end.y(), room.top(), room.bottom()));
    };
    painter.drawLine(within(bar.low), within(bar.high));
    const QPointF forwards =
        bar.high.x() == bar.low.x() ? QPointF(0, bar.high.y() < bar.low.y() ? -1 : 1) : QPointF(1, 0);
    if (bar.areCut.first)
        plotstyle::drawArrowHead(painter, within(bar.low), -forwards);
    if (bar.areCut.second)
        plotstyle::drawArrowHead(painter, within(bar.high), forwards);
}

void ScatterPlot::drawMeans(QPainter& painter) const
{
    for (const ScatterPicture::Mean& mean : m_picture.means) {
        const auto& runs = m_picture.sweep->groups[mean.group].runs;
        const bool isFaded = std::none_of(runs.begin(), runs.end(), [this](std::size_t run) { return isChosen(run); });
        QColor colour = colourOf(mean.group);
        if (isFaded)
            colour.setAlphaF(fadedPointOpacity);
        painter.setPen(QPen(colour, plotstyle::ringWidth, Qt::SolidLine, Qt::FlatCap));
        if (const auto& y = mean.yInterval)
            drawBar(painter, {pixel(mean.x, y->low), pixel(mean.x, y->high), cutEnds(*y, false)});
        if (const auto& x = mean.xInterval)
            drawBar(painter, {pixel(x->low, mean.y), pixel(x->high, mean.y), cutEnds(*x, true)});
        const bool isHollow = isDashed(m_picture.sweep->groups[mean.group].colour);
        painter.setPen(isHollow ? QPen(colour, 2) : QPen(colours().base, plotstyle::ringWidth));
        painter.setBrush(isHollow ? QBrush(colours().base) : QBrush(colour));
        painter.drawEllipse(pixel(mean.x, mean.y), radiusOf(mean), radiusOf(mean));
    }
}

void ScatterPlot::drawBrush(QPainter& painter) const
{
    const auto x = brush().ranges().find(m_picture.x.key);
    const auto y = brush().ranges().find(m_picture.y.key);
    if (isExporting() || x == brush().ranges().end() || y == brush().ranges().end())
        return;
    QColor fill = colours().accent;
    fill.setAlphaF(0.08F);
    painter.setPen(QPen(colours().accent, 1));
    painter.setBrush(fill);
    painter.drawRect(QRectF(pixel(x->second.low, y->second.high), pixel(x->second.high, y->second.low)));
}

void ScatterPlot::drawTitle(QPainter& painter) const
{
    const QRect rect = canvas().axisRect()->rect();
    const double baseline = rect.top() - 10;
    painter.setFont(Theme::semibold(Theme::small(font())));
    painter.setPen(colours().text);
    painter.drawText(QPointF(rect.left(), baseline), m_picture.title);
    const double end =
        rect.left() + QFontMetricsF(painter.font()).horizontalAdvance(m_picture.title) + spacing::control;
    painter.setFont(Theme::figures(Theme::small(font())));
    painter.setPen(colours().secondaryText);
    const QFontMetricsF metrics(painter.font());
    const QString words = metrics.elidedText(m_picture.readOut, Qt::ElideRight, std::max(rect.right() - end, 20.0));
    painter.drawText(QPointF(rect.right() - metrics.horizontalAdvance(words), baseline), words);
}

} // namespace gui

#include "moc_ScatterPlot.cpp"
