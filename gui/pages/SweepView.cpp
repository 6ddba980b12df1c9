#include "gui/pages/SweepView.h"

#include <QAction>
#include <QMenu>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <utility>

#include "gui/app/EmptyState.h"
#include "gui/app/Theme.h"
#include "gui/plots/ParallelPlot.h"
#include "gui/plots/ScatterPlot.h"

namespace gui {

SweepView::SweepView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_bar(new SweepBar(theme, this))
    , m_empty(new EmptyState(theme, this))
    , m_scatter(new ScatterPlot(theme, dialogs, this))
    , m_parallel(new ParallelPlot(theme, dialogs, this))
    , m_cost(new ScatterPlot(theme, dialogs, this))
    , m_stack(new QStackedWidget(this))
{
    m_empty->setObjectName(QStringLiteral("sweepEmpty"));
    m_scatter->setObjectName(QStringLiteral("sweepScatter"));
    m_parallel->setObjectName(QStringLiteral("sweepParallel"));
    m_cost->setObjectName(QStringLiteral("sweepCostPlot"));
    m_cost->setWindowTitle(tr("Quality over cost"));
    m_cost->setAccessibleName(m_cost->windowTitle());
    m_stack->addWidget(m_empty);
    for (BrushPlot* plot : std::initializer_list<BrushPlot*>{m_scatter, m_parallel, m_cost}) // as SweepMode
        addPlot(plot);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    column->setSpacing(spacing::control);
    column->addWidget(m_bar);
    column->addWidget(m_stack, 1);
    connect(m_bar, &SweepBar::axesChanged, this, &SweepView::showPicture);
    connect(m_bar, &SweepBar::groupByChanged, this, &SweepView::groupByChanged);
    const auto clear = [this] { take({}); };
    connect(m_bar, &SweepBar::cleared, this, clear);
    auto* escape = new QShortcut(Qt::Key_Escape, this);
    escape->setContext(Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, clear);
    setMode(m_mode);
}

SweepView::~SweepView() = default;

void SweepView::addPlot(BrushPlot* plot)
{
    m_plots.push_back(plot);
    m_stack->addWidget(plot);
    connect(plot, &BrushPlot::brushed, this, &SweepView::take);
    connect(plot, &BrushPlot::runClicked, this, &SweepView::runClicked);
}

void SweepView::setMode(SweepMode mode)
{
    m_mode = mode;
    m_bar->setMode(mode);
    m_bar->exportMenu()->clear();
    m_bar->exportMenu()->addActions(m_plots[std::size_t(mode)]->exportActions());
    showPicture();
}

void SweepView::setSweep(std::shared_ptr<const SweepRuns> sweep)
{
    const std::shared_ptr<const SweepRuns> old = std::exchange(m_sweep, std::move(sweep));
    const QString terms = old == nullptr ? QString() : m_brush.filter(*old);
    const std::string grouped = m_bar->groupBy();
    if (m_sweep != nullptr) {
        m_brush.keepOnly(*m_sweep, old.get());
        m_bar->setSweep(*m_sweep);
    }
    showPicture();
    if (m_sweep != nullptr && m_brush.filter(*m_sweep) != terms)
        QMetaObject::invokeMethod(
            this,
            [this] { // not under the click in the table that has brought this sweep
                if (m_sweep != nullptr)
                    Q_EMIT brushed(m_brush.filter(*m_sweep));
            },
            Qt::QueuedConnection);
    if (old != nullptr && m_bar->groupBy() != grouped)
        Q_EMIT groupByChanged(); // the key differs no more: grouped by another
}

std::pair<QString, QString> SweepView::whyNothing() const
{
    const QString differing = m_empty->isReadOnly()
        ? tr("Check runs that differ in a setting, as those of a sweep do.")
        : tr("Sweep a field over several values on the Launch page, and check the runs that this makes.");
    if (m_sweep == nullptr || m_sweep->runs.size() < 2)
        return {tr("Nothing to compare"), tr("Check at least two runs in the table of runs.")};
    const bool needsMetric = m_mode != SweepMode::Scatter;
    if (needsMetric && m_sweep->metrics.empty())
        return {tr("No evaluation yet"), tr("None of these runs has been evaluated. Let one finish, or check others.")};
    if (m_mode == SweepMode::Parallel && m_sweep->settings.empty())
        return {tr("Nothing differs between these runs"),
                (m_sweep->onlySeedsDiffer ? tr("They differ in their seed alone. ") : QString())
                    + differing};
    if (m_mode == SweepMode::Cost && m_sweep->costs.empty())
        return {tr("No costs yet"), tr("Time and layer evaluations are known once a run has ended.")};
    if (m_mode == SweepMode::Scatter && m_sweep->settings.empty() && m_sweep->metrics.empty() && m_sweep->costs.empty())
        return {tr("Nothing differs between these runs"), differing};
    return {};
}

void SweepView::showPicture()
{
    const auto [title, advice] = whyNothing();
    if (m_sweep != nullptr)
        m_bar->setBrush(*m_sweep, m_brush);
    if (!title.isEmpty()) {
        m_empty->setText(title, advice);
        m_stack->setCurrentWidget(m_empty);
        return;
    }
    switch (m_mode) {
    case SweepMode::Scatter:
        m_scatter->setPicture(scatterPicture(m_sweep, m_bar->xKey(), m_bar->yKey()));
        break;
    case SweepMode::Parallel:
        m_parallel->setPicture(parallelPicture(m_sweep, m_bar->metricKey()));
        break;
    case SweepMode::Cost:
        m_cost->setPicture(costPicture(m_sweep, m_bar->costKey(), m_bar->metricKey()));
        break;
    }
    BrushPlot* plot = m_plots[std::size_t(m_mode)];
    plot->setBrush(m_brush);
    m_stack->setCurrentWidget(plot);
}

void SweepView::take(const SweepBrush& brush)
{
    if (m_sweep == nullptr || brush == m_brush)
        return;
    m_brush = brush;
    shareBrush();
    Q_EMIT brushed(m_brush.filter(*m_sweep));
}

void SweepView::clearBrush()
{
    m_brush = {};
    if (m_sweep != nullptr)
        shareBrush();
}

void SweepView::shareBrush()
{
    m_bar->setBrush(*m_sweep, m_brush);
    m_plots[std::size_t(m_mode)]->setBrush(m_brush);
}

} // namespace gui

#include "moc_SweepView.cpp"
