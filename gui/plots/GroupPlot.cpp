#include "gui/plots/GroupPlot.h"

#include <algorithm>
#include <cmath>

#include "gui/plots/CurvePlot.h"
#include "gui/plots/DashedGraph.h"
#include "gui/plots/GroupMarks.h"
#include "gui/plots/GroupRuns.h"
#include "gui/plots/PlotStyle.h"
#include "gui/plots/ValueRange.h"

namespace gui {

namespace {

constexpr double bandOpacity = 0.19;
constexpr std::size_t fewBands = 3;   // which the library may fill
constexpr double runOpacity = 0.22;
constexpr int groupTitleHeight = 26;

} // namespace

GroupPlot::GroupPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
    , m_runs(std::make_unique<GroupRuns>(canvas()))
{
    setWindowTitle(tr("Curves"));
    setAccessibleName(tr("Curves of the compared groups"));
    const auto add = [this](const char* layer, void (GroupPlot::*paint)(QPainter&) const) {
        new plotstyle::PaintedItem(&canvas(), QLatin1String(layer), false, [this, paint](QCPPainter& painter) {
            painter.setAntialiasing(true);
            (this->*paint)(painter);
        });
    };
    add("legend", &GroupPlot::drawNames);
    add("legend", &GroupPlot::drawCuts);
    add("overlay", &GroupPlot::drawTitle); // says what is under the pointer
    add("overlay", &GroupPlot::drawReading);
    add("overlay", &GroupPlot::drawPointer);
    canvas().axisRect()->setAutoMargins(QCP::msBottom);
    canvas().setPlottingHint(QCP::phFastPolylines);
    canvas().setMouseTracking(true);
    canvas().installEventFilter(this);
    begin();
}

GroupPlot::~GroupPlot() = default;

const ComparedTask* GroupPlot::task() const
{
    return m_result != nullptr && m_task < m_result->tasks.size() ? &m_result->tasks[m_task] : nullptr;
}

void GroupPlot::setResult(std::shared_ptr<const CompareResult> result, std::size_t task)
{
    const bool isOther =
        m_result == nullptr || result == nullptr || result->curveKey != m_result->curveKey || task != m_task;
    m_result = std::move(result);
    m_task = task;
    if (isOther) {
        m_range.reset();
        m_reading.reset();
    }
    makeGraphs();
    dropOutside();
    describe();
    scheduleRedraw();
}

void GroupPlot::setView(const CurveView& view)
{
    if (m_view == view)
        return;
    if (m_view.axis != view.axis) {
        m_range.reset();
        m_reading.reset();
    }
    m_view = view;
    makeGraphs();
    describe();
    scheduleRedraw();
}

void GroupPlot::setTitleBox(QWidget* box)
{
    m_titleBox = box;
    box->setParent(this);
    box->move(spacing::pair, 0);
    box->show();
}

void GroupPlot::makeGraphs()
{
    canvas().clearGraphs();
    m_graphs.clear();
    m_groups.clear();
    m_near.reset();
    m_runs->set({}, axis());
    if (task() == nullptr)
        return;
    m_groups = task()->drawnGroups();
    m_graphs.resize(m_groups.size());
    for (Graphs& graphs : m_graphs) { // bands below means, both above the runs
        graphs.low = canvas().addGraph();
        graphs.high = canvas().addGraph();
        graphs.high->setChannelFillGraph(graphs.low);
    }
    for (Graphs& graphs : m_graphs) {
        graphs.mean = new DashedGraph(canvas().xAxis, canvas().yAxis);
        graphs.dots = canvas().addGraph();
        graphs.dots->setLineStyle(QCPGraph::lsNone);
    }
    for (int i = 0; i < canvas().graphCount(); ++i) {
        canvas().graph(i)->setAdaptiveSampling(false);
        canvas().graph(i)->setSelectable(QCP::stNone);
    }
    colourGraphs();
}

void GroupPlot::colourGraphs()
{
    std::vector<GroupRuns::Group> runs;
    for (std::size_t i = 0; i < m_graphs.size(); ++i) {
        const ComparedGroup& group = *m_groups[i];
        const QColor colour = runColour(group.colour, colours().dark);
        m_graphs[i].low->setPen(Qt::NoPen);
        m_graphs[i].high->setPen(Qt::NoPen);
        if (group.drawn.size() < 2 && m_result->smoothing == 0) // the mean says all
            continue;
        GroupRuns::Group& faint = runs.emplace_back();
        faint.colour = colour;
        faint.colour.setAlphaF(float(runOpacity));
        for (const std::size_t run : group.drawn)
            faint.runs.push_back(&m_result->curves[run]);
    }
    m_runs->set(std::move(runs), axis());
}

void GroupPlot::restyle()
{
    plotstyle::apply(*canvas().axisRect(), colours(), font());
    colourGraphs();
}

XAxis GroupPlot::axis() const
{
    XAxis axis;
    const double epoch = task() == nullptr ? 0 : task()->stepsPerEpoch;
    if (m_view.axis == XAxis::Kind::Epoch && epoch > 0) {
        axis.kind = XAxis::Kind::Epoch;
        axis.stepsPerEpoch = epoch;
    } else if (m_view.axis == XAxis::Kind::Time) {
        axis.kind = XAxis::Kind::Time;
    }
    return axis;
}

std::pair<double, double> GroupPlot::whole() const
{
    double end = 0;
    for (const ComparedGroup* group : m_groups)
        for (const std::size_t run : group->drawn)
            if (const MetricSeries& series = m_result->curves[run]; !series.isEmpty())
                end = std::max(end, plotstyle::axisEnd(series.x(series.size() - 1, axis()), series.size(), 1));
    return {0, end > 0 ? end : 1};
}

std::size_t GroupPlot::buckets() const
{
    return std::size_t(std::max(canvas().axisRect()->width(), 100));
}

std::size_t GroupPlot::fill(QCPGraph* graph, const MetricSeries& series, Extremes& extremes) const
{
    const QCPRange range = canvas().xAxis->range();
    QVector<QCPGraphData> points;
    for (const MetricSeries::Point& point : series.visibleWithGaps(axis(), {range.lower, range.upper}, buckets())) {
        const double value = m_view.isLogarithmic && point.value <= 0 ? NAN : point.value;
        points.append({point.x, value});
        if (point.x >= range.lower && point.x <= range.upper)
            extremes.add(value);
    }
    graph->data()->set(points, true);
    return std::size_t(points.size());
}

int GroupPlot::rightMargin() const
{
    const QFontMetrics metrics(Theme::small(font()));
    int widest = 0;
    for (const ComparedGroup* group : m_groups)
        widest = std::max(widest, metrics.horizontalAdvance(group->name));
    if (int(m_groups.size()) * metrics.height() > canvas().height() / 2) // some may have no room
        widest = std::max(widest, metrics.horizontalAdvance(tr("+ %1 more").arg(m_groups.size())));
    return std::min(widest, canvas().width() / 4) + 12;
}

void GroupPlot::prepare()
{
    m_drawn = 0;
    canvas().axisRect()->setVisible(task() != nullptr);
    canvas().xAxis->setVisible(task() != nullptr);
    canvas().yAxis->setVisible(task() != nullptr);
    if (task() == nullptr)
        return;
    const QFontMetrics metrics(Theme::figures(Theme::small(font())));
    const int left = metrics.height() + metrics.horizontalAdvance(QStringLiteral("−0.000")) + 12;
    const int halfTickLabel = metrics.height() / 2;
    const int top = hasTitleBox() ? m_titleBox->height() + halfTickLabel + spacing::pair : groupTitleHeight;
    canvas().axisRect()->setMargins(QMargins(left, top, rightMargin(), 0));
    const auto [low, high] = m_range.value_or(whole());
    canvas().xAxis->setRange(low, high);
    canvas().xAxis->setLabel(CurvePlot::axisTitle(axis().kind));
    setLeftTitle(task()->curveTitle);
    setRanges();
}

void GroupPlot::setRanges()
{
    ValueRange values(m_view.isLogarithmic);
    const std::pair range(canvas().xAxis->range().lower, canvas().xAxis->range().upper);
    for (std::size_t i = 0; i < m_graphs.size(); ++i) {
        const ComparedGroup& group = *m_groups[i];
        for (const std::size_t run : group.drawn)
            values.addCurve(m_result->curves[run], axis(), range, buckets());
        Extremes band;
        Extremes mean;
        if (drawsBands()) {
            m_drawn += fill(m_graphs[i].low, group.curve.low, band);
            m_drawn += fill(m_graphs[i].high, group.curve.high, band);
        }
        m_drawn += fill(m_graphs[i].mean, group.curve.mean, mean);
        values.add(mean);
        values.addBand(band);
        m_graphs[i].dots->data()->set(pointsAlone(*m_graphs[i].mean), true);
        styleMean(m_graphs[i], group);
    }
    values.apply(*canvas().yAxis);
    chooseCounted();
    canvas().xAxis->setTicker(axis().kind == XAxis::Kind::Time ? plotstyle::clockTicker() : plotstyle::shortTicker(4));
}

/// What is counted pixel by pixel on the screen: bands, but for a few of few points, and the means of many groups,
/// whose lines by the library would take longer than all else.
void GroupPlot::chooseCounted()
{
    std::vector<GroupRuns::Band> dense;
    std::vector<GroupRuns::Mean> means;
    for (std::size_t i = 0; i < m_graphs.size(); ++i) {
        const ComparedGroup& group = *m_groups[i];
        QColor colour = runColour(group.colour, colours().dark);
        if (!drawsBands()) {
            means.push_back({colour, &group.curve.mean, isDashed(group.colour)});
            continue;
        }
        colour.setAlphaF(float(bandOpacity));
        const bool isDense = !m_isExporting && (m_graphs.size() > fewBands || m_runs->isDense(group.curve.high));
        m_graphs[i].high->setBrush(isDense ? QBrush() : QBrush(colour));
        if (isDense)
            dense.push_back({colour, &group.curve.low, &group.curve.high});
    }
    m_runs->setBands(std::move(dense));
    m_runs->setMeans(std::move(means));
}

void GroupPlot::styleMean(const Graphs& graphs, const ComparedGroup& group) const
{
    const QColor colour = runColour(group.colour, colours().dark);
    if (!drawsBands() && !m_isExporting)
        graphs.mean->setPen(Qt::NoPen); // counted
    else
        graphs.mean->setPen(plotstyle::isRestless(*graphs.mean) && !isDashed(group.colour)
                                ? plotstyle::densePen(colour, plotstyle::curveWidth)
                                : plotstyle::curvePen(colour, plotstyle::curveWidth, isDashed(group.colour)));
    graphs.dots->setScatterStyle(QCPScatterStyle(QCPScatterStyle::ssDisc, colour, 2 * plotstyle::pointRadius));
}

std::vector<BandCut> GroupPlot::cuts() const
{
    std::vector<BandEdges> bands;
    for (std::size_t i = 0; i < m_graphs.size(); ++i)
        bands.push_back({m_graphs[i].low, m_graphs[i].high, runColour(m_groups[i]->colour, colours().dark)});
    return bandCuts(canvas(), bands);
}

void GroupPlot::drawCuts(QPainter& painter) const
{
    drawBandCuts(painter, canvas(), cuts());
}

void GroupPlot::drawNames(QPainter& painter) const
{
    std::vector<EndName> names;
    for (std::size_t i = 0; i < m_graphs.size(); ++i)
        names.push_back({m_graphs[i].mean, m_groups[i]->name, runColour(m_groups[i]->colour, colours().dark)});
    painter.setFont(Theme::semibold(Theme::small(font())));
    if (const std::size_t leftOut = drawEndNames(painter, canvas(), names, colours().base); leftOut > 0) {
        painter.setFont(Theme::small(font()));
        painter.setPen(colours().secondaryText);
        drawLastEndName(painter, canvas(), tr("+ %1 more").arg(leftOut));
    }
}

std::size_t GroupPlot::drawnPoints() const
{
    return m_drawn + m_runs->drawnPoints();
}

std::pair<double, double> GroupPlot::xRange() const
{
    return task() == nullptr ? std::pair(0.0, 1.0) : m_range.value_or(whole());
}

void GroupPlot::setXRange(std::optional<std::pair<double, double>> range)
{
    m_range = range;
    scheduleRedraw();
}

} // namespace gui

#include "moc_GroupPlot.cpp"
