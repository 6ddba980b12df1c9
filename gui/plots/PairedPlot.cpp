#include "gui/plots/PairedPlot.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/run/ConfigKeys.h"
#include "engine/run/Likelihood.h"
#include "engine/statistics/CompareGroups.h"
#include "gui/models/MetricTitles.h"
#include "gui/plots/LabelPlaces.h"
#include "gui/plots/PlotStyle.h"

namespace gui {

using plotstyle::PaintedItem;

namespace {

constexpr int pairedTitleHeight = 26;
constexpr double barReach = 0.16;

} // namespace

PairedPlot::PairedPlot(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : Plot(theme, dialogs, parent)
{
    setWindowTitle(tr("Paired by seed"));
    setAccessibleName(tr("Values of both groups, runs of one seed joined"));
    const auto add = [this](const char* layer, bool clip, void (PairedPlot::*paint)(QPainter&) const) {
        new PaintedItem(&canvas(), QLatin1String(layer), clip, [this, paint](QCPPainter& painter) {
            painter.setAntialiasing(true);
            (this->*paint)(painter);
        });
    };
    add("main", true, &PairedPlot::draw);
    add("legend", false, &PairedPlot::drawLabels);
    add("legend", false, &PairedPlot::drawTitle);
    canvas().axisRect()->setAutoMargins(QCP::msBottom);
    canvas().xAxis->grid()->setVisible(false);
    canvas().xAxis->setRange(-0.3, 1.3);
    begin();
}

void PairedPlot::setResult(std::shared_ptr<const CompareResult> result, std::size_t task, std::size_t against,
                           std::size_t metric)
{
    m_pairs.clear();
    m_sides[0] = m_sides[1] = {};
    const engine::TaskComparison* compared = result->tested(task);
    if (compared != nullptr && against < compared->against.size() && metric < compared->against[against].seeds.size()) {
        const engine::SeedDifference& seeds = compared->against[against].seeds[metric];
        const std::size_t groups[] = {*compared->baseline, compared->against[against].group};
        const double means[] = {seeds.difference.baseline, seeds.difference.value};
        for (int side = 0; side < 2; ++side) {
            const ComparedGroup& group = result->tasks[task].groups[groups[side]];
            m_sides[side] = {group.name, group.colour, compared->values[groups[side]][metric].values, means[side]};
        }
        const engine::MetricName name{seeds.difference.metric, seeds.difference.split};
        for (const engine::RunPair& pair : seeds.pairs) {
            const engine::RunSummary& run = result->comparison.runs[pair.run];
            const auto seed = engine::flatConfig(run.config)[engine::seedKey];
            m_pairs.push_back({engine::metricOf(result->comparison.runs[pair.baseline], name),
                               engine::metricOf(run, name), tr("s%1").arg(QString::fromStdString(seed))});
        }
        m_metric = scoreNameWithUnit(name.key, name.split, result->hasSquaredError);
        const auto isFlagged = [&](std::size_t run) {
            return engine::storedLikelihood(result->comparison.runs[run].config) == engine::Likelihood::NotCausal;
        };
        const bool isCausal = std::none_of(seeds.pairs.begin(), seeds.pairs.end(), [&](const engine::RunPair& pair) {
            return isFlagged(pair.run) || isFlagged(pair.baseline);
        });
        if (!isCausal && engine::isLikelihood(name.key))
            m_metric = tr("%1, not causal").arg(m_metric);
    }
    scheduleRedraw();
}

void PairedPlot::restyle()
{
    plotstyle::apply(*canvas().axisRect(), colours(), font());
    canvas().xAxis->grid()->setVisible(false);
}

void PairedPlot::prepare()
{
    const bool isEmpty = m_sides[1].values.empty();
    canvas().axisRect()->setVisible(!isEmpty);
    canvas().xAxis->setVisible(!isEmpty);
    canvas().yAxis->setVisible(!isEmpty);
    const QFontMetrics metrics(Theme::figures(Theme::small(font())));
    const int left = metrics.height() + metrics.horizontalAdvance(QStringLiteral("−0.000")) + 12;
    canvas().axisRect()->setMargins(
        QMargins(left, pairedTitleHeight, metrics.horizontalAdvance(QStringLiteral("s000")), 0));
    auto ticker = QSharedPointer<QCPAxisTickerText>(new QCPAxisTickerText);
    const int room = (canvas().width() - left) / 2;
    double low = INFINITY;
    double high = -INFINITY;
    for (int side = 0; side < 2; ++side) {
        ticker->addTick(side, metrics.elidedText(m_sides[side].name, Qt::ElideMiddle, room));
        for (const double value : m_sides[side].values) {
            low = std::min(low, value);
            high = std::max(high, value);
        }
    }
    canvas().xAxis->setTicker(ticker);
    canvas().xAxis->setLabel(m_pairs.empty() ? tr("seeds do not pair") : tr("same seed joined"));
    setLeftTitle(m_metric);
    canvas().yAxis->setTicker(plotstyle::shortTicker(4));
    // Values that are all the same stand in the middle of a range that shows so.
    const double rim = high > low ? (high - low) * 0.12 : high == 0 ? 1 : std::abs(high) * 0.05;
    if (!isEmpty)
        canvas().yAxis->setRange(low - rim, high + rim);
}

void PairedPlot::draw(QPainter& painter) const
{
    painter.setPen(QPen(colours().plotAxis, 1));
    for (const Pair& pair : m_pairs)
        painter.drawLine(pixel(0, pair.baseline), pixel(1, pair.value));
    const double reach = canvas().xAxis->coordToPixel(barReach) - canvas().xAxis->coordToPixel(0);
    for (int side = 0; side < 2; ++side) {
        const std::vector<double>& values = m_sides[side].values;
        if (values.empty())
            continue;
        const QColor colour = runColour(m_sides[side].colour, colours().dark);
        const double mean = m_sides[side].mean;
        painter.setPen(QPen(colour, 3, Qt::SolidLine, Qt::FlatCap));
        painter.drawLine(pixel(side, mean) - QPointF(reach, 0), pixel(side, mean) + QPointF(reach, 0));
        for (const double value : values)
            plotstyle::drawPoint(painter, pixel(side, value), colour, colours().base);
    }
}

/// Seeds at the right, where all have room.
void PairedPlot::drawLabels(QPainter& painter) const
{
    painter.setFont(Theme::figures(Theme::small(font())));
    const QFontMetricsF metrics(painter.font());
    const QRectF rect = canvas().axisRect()->rect();
    const double bottom = rect.bottom() - metrics.ascent() / 2;
    if (m_pairs.size() > linesWithin(rect.top(), bottom, metrics.ascent()))
        return;
    std::vector<Pair> pairs = m_pairs;
    std::sort(pairs.begin(), pairs.end(), [](const Pair& a, const Pair& b) { return a.value > b.value; });
    std::vector<double> centres;
    centres.reserve(pairs.size());
    for (const Pair& pair : pairs)
        centres.push_back(pixel(1, pair.value).y());
    centres = pushedApart(std::move(centres), rect.top(), bottom, metrics.ascent());
    painter.setPen(colours().secondaryText);
    for (std::size_t i = 0; i < pairs.size(); ++i)
        painter.drawText(QPointF(pixel(1, 0).x() + 10, centres[i] + metrics.ascent() / 2 - 1), pairs[i].label);
}

void PairedPlot::drawTitle(QPainter& painter) const
{
    if (m_sides[1].values.empty())
        return;
    painter.setFont(Theme::semibold(Theme::small(font())));
    painter.setPen(colours().text);
    const QRect rect = canvas().axisRect()->rect();
    painter.drawText(QPointF(rect.left(), rect.top() - 10),
                     m_pairs.empty() ? tr("Runs of both") : tr("Paired by seed"));
}

} // namespace gui

#include "moc_PairedPlot.cpp"
