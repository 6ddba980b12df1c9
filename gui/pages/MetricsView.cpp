#include "gui/pages/MetricsView.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedLayout>

#include <algorithm>
#include <utility>

#include "gui/app/AppSettings.h"
#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/pages/MetricControls.h"
#include "gui/pages/MetricPlots.h"
#include "gui/pages/MetricTable.h"
#include "gui/plots/CurvePlot.h"

namespace gui {

namespace {

constexpr int plotHeight = 152;
constexpr int plotWidth = 280;
constexpr double roomAfterNewest = 0.02; // of the range

} // namespace

MetricsView::MetricsView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dialogs(dialogs)
    , m_controls(new MetricControls(theme, this))
    , m_table(new MetricTable(theme, this))
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(theme, this))
    , m_grid(new QWidget(this))
    , m_gridLayout(new QGridLayout(m_grid))
    , m_update(*this, [this] { updatePlots(); })
{
    m_controls->setObjectName(QStringLiteral("metricControls"));
    m_table->setObjectName(QStringLiteral("valuesMetricTable"));
    m_table->hide();
    m_empty->setObjectName(QStringLiteral("metricsEmptyState"));
    m_gridLayout->setContentsMargins(spacing::pair, 0, spacing::pair, 0);
    m_gridLayout->setSpacing(spacing::pair);
    auto* content = new QWidget(this);
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    contentLayout->addWidget(m_controls);
    contentLayout->addWidget(makePlotArea(), 1);
    contentLayout->addWidget(makeFoot());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setLayout(m_stack);
    connectControls();
    updateEmptyState();
}

QWidget* MetricsView::makePlotArea()
{
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("metricsScrollArea"));
    scroll->setWidget(m_grid);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("metricsSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(scroll);
    splitter->addWidget(m_table);
    splitter->setStretchFactor(0, 1);
    splitter->setSizes({3 * plotWidth, m_table->sizeHint().width()});
    return splitter;
}

void MetricsView::connectControls()
{
    connect(m_controls, &MetricControls::axisChosen, this, [this] {
        m_crosshair.reset();
        setRange(std::nullopt);
        updatePlots();
    });
    connect(m_controls, &MetricControls::smoothingChosen, this, [this](double weight) {
        if (m_settings)
            m_settings->setSmoothing(weight);
        Q_EMIT smoothingChosen(weight);
    });
    connect(m_controls, &MetricControls::drawingChanged, this, &MetricsView::updatePlots);
    connect(m_controls, &MetricControls::followingChosen, this, [this](bool isOn) {
        if (isOn)
            followNewest();
    });
    connect(m_controls, &MetricControls::valuesChosen, this, [this](bool isShown) {
        m_table->setVisible(isShown);
        arrange();
        if (m_model)
            updateFoot();
    });
    connect(m_controls, &MetricControls::axisChosen, this, &MetricsView::keepChoices);
    connect(m_controls, &MetricControls::drawingChanged, this, &MetricsView::keepChoices);
    connect(m_controls, &MetricControls::valuesChosen, this, &MetricsView::keepChoices);
    connect(m_controls, &MetricControls::wholeRangeChosen, this, [this] { setRange(std::nullopt); });
    connect(&m_controls->chooseMenu(), &QMenu::aboutToShow, this, &MetricsView::fillMenu);
    connect(&m_controls->logarithmicMenu(), &QMenu::aboutToShow, this, &MetricsView::fillLogarithmicMenu);
}

QWidget* MetricsView::makeFoot()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::control);
    layout->setSpacing(spacing::pair);
    m_place = new QLabel(row);
    m_place->setObjectName(QStringLiteral("crosshairPlaceLabel"));
    m_place->setTextFormat(Qt::RichText);
    m_count = new ElidedLabel(row);
    m_count->setObjectName(QStringLiteral("pointCountLabel"));
    for (QLabel* label : {m_place, m_count})
        label->setFont(Theme::figures(Theme::small(font())));
    m_theme.paintIn(m_count, Ink::Secondary);
    m_count->setAlignment(Qt::AlignRight);
    layout->addWidget(new IconLabel(m_theme.icon(QStringLiteral("crosshairs")), row));
    layout->addWidget(m_place);
    layout->addWidget(m_count, 1);
    return row;
}

void MetricsView::setModel(RunModel* model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QObject::destroyed, this, [this] { m_model = nullptr; modelLoaded(); });
        connect(model, &RunModel::loaded, this, &MetricsView::modelLoaded);
        connect(model, &RunModel::stateChanged, this, &MetricsView::modelChanged);
        connect(model, &RunModel::seriesChanged, this, &MetricsView::modelChanged);
        connect(model, &RunModel::evaluated, this, &MetricsView::modelChanged);
    }
    modelLoaded();
}

void MetricsView::modelLoaded()
{
    for (CurvePlot* plot : m_plots)
        plot->setCurves({}); // the old ones are gone
    m_crosshair.reset();
    setRange(std::nullopt);
    modelChanged();
}

void MetricsView::modelChanged()
{
    updateEmptyState(); // out of sight too, so that what is shown next is laid out before
    m_update.ask();
}

void MetricsView::keepChoices()
{
    m_controls->readChoices(m_choices);
    if (m_settings)
        m_settings->setMetricChoices(toText(m_choices));
}

CurvePlot* MetricsView::makePlot(const MetricPlot& shown)
{
    auto* plot = new CurvePlot(m_theme, m_dialogs, {shown.title, shown.y}, m_grid);
    plot->setObjectName(QString(shown.id).replace(QLatin1Char('/'), QLatin1Char('_')) + QStringLiteral("CurvePlot"));
    connect(plot, &CurvePlot::logarithmicChosen, this, [this, id = shown.id](bool isOn) { setLogarithmic(id, isOn); });
    plot->setMinimumHeight(plotHeight);
    plot->setRange(m_range);
    connect(plot, &CurvePlot::rangeChosen, this, [this](double low, double high) {
        m_controls->setFollowing(false);
        setRange({{low, high}});
    });
    connect(plot, &CurvePlot::wholeRangeChosen, this, [this] { setRange(std::nullopt); });
    connect(plot, &CurvePlot::crosshairMoved, this, [this, plot](double x) { setCrosshair(plot, x); });
    return plot;
}

/// Plots that are shown already stay, since one may have a menu or a dialog open.
void MetricsView::makePlots(const std::vector<MetricPlot>& plots)
{
    std::vector<CurvePlot*> before = std::exchange(m_plots, {});
    const QStringList ids = std::exchange(m_ids, {});
    for (const MetricPlot& each : plots) {
        const qsizetype place = ids.indexOf(each.id);
        CurvePlot* kept = place < 0 ? nullptr : std::exchange(before[std::size_t(place)], nullptr);
        m_plots.push_back(kept ? kept : makePlot(each));
        m_ids.append(each.id);
    }
    qDeleteAll(before);
    for (std::size_t index = 1; index < m_plots.size(); ++index)
        setTabOrder(m_plots[index - 1], m_plots[index]);
    m_columns = 0;
    arrange();
}

void MetricsView::arrange()
{
    const int room = width() - (m_table->isHidden() ? 0 : m_table->sizeHint().width());
    const int columns = std::clamp(room / plotWidth, 1, 3);
    if (columns == m_columns)
        return;
    m_columns = columns;
    for (std::size_t index = 0; index < m_plots.size(); ++index)
        m_gridLayout->addWidget(m_plots[index], int(index) / columns, int(index) % columns);
    for (int column = 0; column < 3; ++column)
        m_gridLayout->setColumnStretch(column, column < columns ? 1 : 0);
}

void MetricsView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    arrange();
}

/// Titles and axes, too, may be others than those of the run before.
void MetricsView::fillPlot(CurvePlot& plot, const MetricPlot& shown)
{
    std::vector<CurvePlot::Curve> curves;
    for (const MetricPlot::Line& line : shown.lines)
        curves.push_back({line.series, line.name, int(curves.size()), false});
    plot.setTitles({shown.title, shown.y});
    plot.setToolTip(shown.note);
    plot.setLogarithmic(m_logarithmic.value(shown.id, shown.isLogarithmic));
    plot.setAxis(axis());
    plot.setRawShown(m_controls->isRawShown());
    plot.setCurves(std::move(curves));
    plot.setBest(markIn(shown, m_model->record().best, axis()));
}

void MetricsView::updatePlots()
{
    if (!m_model)
        return;
    const std::vector<MetricPlot> plots = chosenPlots();
    QStringList ids;
    for (const MetricPlot& plot : plots)
        ids.append(plot.id);
    if (ids != m_ids)
        makePlots(plots);
    for (std::size_t index = 0; index < plots.size(); ++index)
        fillPlot(*m_plots[index], plots[index]);
    if (m_range && m_controls->isFollowing())
        followNewest();
    setCrosshair(nullptr, m_crosshair);
}

XAxis MetricsView::axis() const
{
    return m_model->axis(m_controls->axis());
}

std::vector<MetricPlot> MetricsView::chosenPlots() const
{
    std::vector<MetricPlot> plots = metricPlots(*m_model);
    std::erase_if(plots, [this](const MetricPlot& plot) { return !m_choices.shows(plot); });
    return plots;
}

void MetricsView::setRange(std::optional<std::pair<double, double>> range)
{
    m_range = range;
    for (CurvePlot* plot : m_plots)
        plot->setRange(range);
    m_controls->setZoomed(range.has_value());
    if (!range)
        m_controls->setFollowing(true);
}

void MetricsView::followNewest()
{
    if (!m_model || !m_range)
        return;
    double newest = 0;
    for (const auto& [key, series] : m_model->history().series)
        if (!series.isEmpty())
            newest = std::max(newest, series.x(series.size() - 1, axis()));
    const double width = m_range->second - m_range->first;
    const double end = std::max(newest + roomAfterNewest * width, width);
    setRange({{end - width, end}});
}

void MetricsView::setCrosshair(CurvePlot* source, std::optional<double> x)
{
    m_crosshair = x;
    const std::optional<double> resting = restingPlace(*m_model, axis());
    const std::optional<double> place = x ? x : resting;
    for (CurvePlot* plot : m_plots)
        plot->setCrosshair(m_controls->isLinked() || !source || plot == source ? place : resting);
    updateFoot();
}

void MetricsView::updateFoot()
{
    const std::optional<double> x = m_crosshair ? m_crosshair : restingPlace(*m_model, axis());
    const MetricSeries* loss = m_model->series("loss");
    const XAxis axis = this->axis();
    if (!m_table->isHidden())
        m_table->display(chosenPlots(), axis, x);
    const auto index = loss ? (x ? loss->nearest(*x, axis) : std::optional(loss->size() - 1)) : std::nullopt;
    if (index)
        m_place->setText(tr("<b>Step %1</b>&nbsp; epoch %2, %3 of training")
                             .arg(format::whole(loss->step(*index)),
                                  format::epochs(double(loss->step(*index)) / axis.stepsPerEpoch),
                                  format::duration(loss->seconds(*index))));
    else
        m_place->clear();
    const std::string metric = m_model->record().started ? m_model->record().started->metric : "";
    m_count->setText(pointsWords(loss, m_model->score(m_model->history().mainSplit(), metric)));
    m_count->setToolTip(m_count->text());
}

void MetricsView::updateEmptyState()
{
    if (!m_model) {
        m_empty->sayNoRun();
    } else {
        const auto [title, advice] = whyNoCurves(*m_model);
        m_empty->setText(title, advice);
    }
    m_stack->setCurrentIndex(m_model && m_model->history().hasPoints() ? 1 : 0);
}

void MetricsView::remember(AppSettings& settings)
{
    m_settings = &settings;
    m_logarithmic = settings.logarithmicAxes();
    m_choices = metricChoicesFromText(settings.metricChoices());
    m_controls->setChoices(m_choices);
    m_table->setVisible(m_choices.areValuesShown);
    if (const auto weight = settings.smoothing())
        m_controls->setSmoothing(*weight);
    m_update.ask();
}

double MetricsView::smoothing() const
{
    return m_controls->smoothing();
}

void MetricsView::toggleFollowing()
{
    m_controls->toggleFollowing();
}

void MetricsView::setLogarithmic(const QString& id, bool isLogarithmic)
{
    m_logarithmic[id] = isLogarithmic;
    if (const qsizetype place = m_ids.indexOf(id); place >= 0)
        m_plots[std::size_t(place)]->setLogarithmic(isLogarithmic);
    if (m_settings)
        m_settings->setLogarithmicAxes(m_logarithmic);
}

void MetricsView::fillLogarithmicMenu()
{
    QMenu& menu = m_controls->logarithmicMenu();
    menu.clear();
    if (!m_model)
        return;
    for (const MetricPlot& plot : chosenPlots()) {
        QAction* action = menu.addAction(plot.title);
        action->setCheckable(true);
        action->setChecked(m_logarithmic.value(plot.id, plot.isLogarithmic));
        connect(action, &QAction::toggled, this, [this, id = plot.id](bool isOn) { setLogarithmic(id, isOn); });
    }
}

void MetricsView::fillMenu()
{
    QMenu& menu = m_controls->chooseMenu();
    menu.clear();
    if (!m_model)
        return;
    for (const MetricPlot& plot : metricPlots(*m_model)) {
        QAction* action = menu.addAction(plot.title);
        action->setCheckable(true);
        action->setChecked(m_choices.shows(plot));
        connect(action, &QAction::toggled, this, [this, plot](bool isOn) {
            m_choices.choose(plot, isOn);
            keepChoices();
            updatePlots();
        });
    }
}

} // namespace gui
