#include "gui/pages/MeasurePane.h"

#include <QComboBox>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <cmath>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/OffsetPlot.h"

namespace gui {

namespace {

constexpr double noGateGradient = 1e-8; // rounding noise reaches the gate even where the loss does not
constexpr int measureHeight = 112;

} // namespace

MeasurePane::MeasurePane(Theme& theme, FileDialogs& dialogs, const QString& name, Measure measure, QWidget* parent)
    : QWidget(parent)
    , m_choice(new QComboBox(this))
    , m_stack(new QStackedLayout)
    , m_curves(new CurvePlot(theme, dialogs, {}, this))
    , m_offsets(new OffsetPlot(theme, dialogs, this))
{
    m_choice->setObjectName(name + QStringLiteral("ComboBox"));
    m_choice->setAccessibleName(tr("What this plot shows"));
    m_curves->setObjectName(name + QStringLiteral("CurvePlot"));
    m_offsets->setObjectName(name + QStringLiteral("OffsetPlot"));
    m_curves->setCompact(true);
    m_curves->setMinimumHeight(measureHeight);
    m_offsets->setMinimumHeight(measureHeight);
    fillChoice(measure);
    m_curves->setTitles({m_choice->currentText(), {}});
    m_stack->addWidget(m_curves);
    m_stack->addWidget(m_offsets);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::pair);
    layout->addWidget(m_choice, 0, Qt::AlignLeft);
    layout->addLayout(m_stack, 1);
    connect(m_choice, &QComboBox::currentIndexChanged, this, &MeasurePane::showMeasure);
    connect(m_curves, &CurvePlot::crosshairMoved, m_curves, &CurvePlot::setCrosshair);
    connect(m_curves, &CurvePlot::rangeChosen, this, &MeasurePane::rangeChosen);
    connect(m_curves, &CurvePlot::wholeRangeChosen, this, &MeasurePane::wholeRangeChosen);
}

void MeasurePane::fillChoice(Measure measure)
{
    const auto add = [this](const QString& text, Measure each) { m_choice->addItem(text, int(each)); };
    add(tr("Entropy"), Measure::Entropy);
    add(tr("Margin"), Measure::Margin);
    add(tr("Gate gradient"), Measure::GateGradient);
    add(tr("Mixing weight"), Measure::MixingWeight);
    add(tr("Offsets"), Measure::Offsets);
    m_choice->setCurrentIndex(m_choice->findData(int(measure)));
}

MeasurePane::Measure MeasurePane::measure() const
{
    return Measure(m_choice->currentData().toInt());
}

void MeasurePane::setGrid(const RoutingGrid* grid)
{
    m_grid = grid;
    m_row = 0;
    m_first = 0;
    m_last = 0;
    m_choice->setToolTip(grid && grid->countsExperts() ? tr("What this plot shows of the layer")
                                                       : tr("What this plot shows of the position"));
    m_curves->setCurves({});
    m_curves->setRange(std::nullopt);
    m_offsets->setOffsets({});
}

void MeasurePane::setRow(std::size_t row)
{
    m_row = row;
    showMeasure();
}

void MeasurePane::refresh()
{
    showMeasure();
}

std::optional<std::pair<double, double>> MeasurePane::range() const
{
    return m_curves->range();
}

void MeasurePane::setRange(std::optional<std::pair<double, double>> range)
{
    m_curves->setRange(range);
}

void MeasurePane::setRecords(std::size_t first, std::size_t last)
{
    m_first = first;
    m_last = last;
    if (isEmpty())
        return;
    const bool isNewest = last + 1 == m_grid->size();
    m_curves->setCrosshair(isNewest ? std::nullopt : std::optional(double(m_grid->step(last))));
    if (measure() == Measure::Offsets)
        updateOffsets();
}

void MeasurePane::showMeasure()
{
    const Measure shown = measure();
    m_stack->setCurrentWidget(shown == Measure::Offsets ? static_cast<QWidget*>(m_offsets) : m_curves);
    if (isEmpty())
        return;
    m_curves->setMessage({});
    m_curves->setLevel(std::nullopt);
    m_curves->setToolTip({});
    m_curves->setLogarithmic(shown == Measure::GateGradient);
    switch (shown) {
    case Measure::Entropy:
        showEntropy();
        break;
    case Measure::Margin:
        showMargin();
        break;
    case Measure::GateGradient:
        showGradient();
        break;
    case Measure::MixingWeight:
        showWeights();
        break;
    case Measure::Offsets:
        updateOffsets();
        break;
    }
}

void MeasurePane::showEntropy()
{
    const QString name = (m_grid->countsExperts() ? tr("layer %1") : tr("position %1")).arg(m_grid->positions()[m_row]);
    m_curves->setTitles({tr("Entropy"), tr("entropy (nats)")});
    m_curves->setToolTip(m_grid->hasProbability()
                             ? tr("Of the mean gate probabilities: 0 where one layer has it all")
                             : tr("Of the shares, since there is no gate: 0 where one layer has it all"));
    m_curves->setCurves({{&m_grid->entropy(m_row), name, 0, false},
                         {&m_grid->meanEntropy(), tr("mean of %1").arg(m_grid->rows()), 0, true}});
    m_curves->setLevel(
        CurvePlot::Level{m_grid->uniformEntropy(), tr("uniform, %1").arg(format::fixed(m_grid->uniformEntropy(), 2))});
}

void MeasurePane::showMargin()
{
    m_curves->setTitles({tr("Margin"), tr("margin")});
    m_curves->setCurves({{&m_grid->margin(m_row), tr("margin"), 0, false}});
    m_curves->setToolTip(tr("Mean difference of a token's two largest gate probabilities"));
    if (!m_grid->hasProbability())
        m_curves->setMessage(tr("This routing has no gate whose probabilities could differ."));
}

void MeasurePane::showGradient()
{
    m_curves->setTitles({tr("Gate gradient"), tr("gradient norm")});
    m_curves->setCurves({{&m_grid->gateGradientTask(m_row), tr("task"), 1, false},
                         {&m_grid->gateGradientBalance(m_row), tr("balance"), 2, false}});
    m_curves->setMessage(gradientMessage());
    m_curves->setToolTip(m_grid->countsExperts()
                             ? tr("Norm of the gradient that reaches this layer's router, by source")
                         : m_grid->hasOneGateNorm()
                             ? tr("Recorded once for all positions, which share the gate")
                             : tr("Norm of the gradient that reaches the gate through this position, by source"));
}

void MeasurePane::showWeights()
{
    m_curves->setTitles({tr("Mixing weight"), tr("mixing weight")});
    m_curves->setCurves({{&m_grid->mainWeight(m_row), tr("own layer"), 0, false},
                         {&m_grid->otherWeight(m_row), tr("chosen layers"), 1, false}});
    m_curves->setToolTip(tr("Weights of the position's own layer and of the chosen ones together, before gating"));
    if (m_grid->mainWeight(m_row).isEmpty())
        m_curves->setMessage(tr("The mixing weights were not recorded."));
}

QString MeasurePane::gradientMessage() const
{
    using OfRow = const MetricSeries& (RoutingGrid::*)(std::size_t) const;
    const auto isZero = [this](OfRow ofRow, std::size_t row) {
        const MetricSeries& series = (m_grid->*ofRow)(row);
        return series.isEmpty() || std::abs(series.value(series.size() - 1)) < noGateGradient;
    };
    const auto isZeroEverywhere = [this, isZero](OfRow ofRow) {
        for (std::size_t row = 0; row < m_grid->rows(); ++row)
            if (!isZero(ofRow, row))
                return false;
        return true;
    };
    constexpr OfRow task = &RoutingGrid::gateGradientTask;
    constexpr OfRow balance = &RoutingGrid::gateGradientBalance;
    if (!m_grid->hasProbability())
        return tr("This routing has no gate that could learn.");
    if (m_grid->gateGradientTask(m_row).isEmpty() && m_grid->gateGradientBalance(m_row).isEmpty())
        return tr("The gate's gradient was not measured.");
    if (isZeroEverywhere(task))
        return isZeroEverywhere(balance)
            ? tr("The task loss does not reach the gate, and no balance loss trains it: it stays as it was drawn at the "
                 "start.")
            : tr("The task loss does not reach the gate: only the balance loss trains it.");
    return isZero(task, m_row) && isZero(balance, m_row)
        ? tr("In the newest record no gradient reaches the gate from here.")
        : QString();
}

void MeasurePane::updateOffsets()
{
    if (m_last >= m_grid->size())
        return;
    if (m_grid->countsExperts()) {
        m_offsets->setOffsets({});
        m_offsets->setToolTip(tr("Experts have no depth to be at a distance from"));
        return;
    }
    std::vector<std::int64_t> counts;
    for (std::int64_t layer = 0; layer < m_grid->layers(); ++layer)
        counts.push_back(m_grid->count(m_first, m_last, m_row, layer));
    const RoutingOffsets offsets = offsetsOf({m_grid->positions()[m_row]}, m_grid->layers(), counts);
    m_offsets->setOffsets(offsets);
    m_offsets->setToolTip(OffsetPlot::words(offsets));
}

} // namespace gui
