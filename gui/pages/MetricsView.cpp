#include "gui/pages/MetricsView.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QSlider>
#include <QStackedLayout>
#include <QTimer>
#include <QToolButton>

#include <cmath>

#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/pages/MetricPlots.h"
#include "gui/plots/CurvePlot.h"

namespace gui {

namespace {

constexpr XAxis::Kind axes[] = {XAxis::Kind::Step, XAxis::Kind::Epoch, XAxis::Kind::Time};
constexpr double defaultSmoothing = 0.94;
constexpr int plotHeight = 176;
constexpr int plotWidth = 280;

} // namespace

MetricsView::MetricsView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dialogs(dialogs)
    , m_smoothingTimer(new QTimer(this))
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(theme, this))
    , m_grid(new QWidget(this))
    , m_gridLayout(new QGridLayout(m_grid))
{
    m_smoothingTimer->setSingleShot(true);
    m_smoothingTimer->setInterval(40); // smoothing touches every point, so not at each pixel of the slider
    connect(m_smoothingTimer, &QTimer::timeout, this, [this] {
        if (m_model)
            m_model->setSmoothing(m_smoothingBox->value());
        updatePlots();
    });
    m_empty->setObjectName(QStringLiteral("metricsEmptyState"));
    m_gridLayout->setContentsMargins(spacing::pair, 0, spacing::pair, 0);
    m_gridLayout->setSpacing(spacing::pair);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("metricsScrollArea"));
    scroll->setWidget(m_grid);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto* content = new QWidget(this);
    auto* contentLayout = new QVBoxLayout(content);
    contentLayout->setContentsMargins(0, 0, 0, 0);
    contentLayout->setSpacing(0);
    m_controls = makeControls();
    contentLayout->addWidget(m_controls);
    contentLayout->addWidget(scroll, 1);
    contentLayout->addWidget(makeFoot());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(content);
    setLayout(m_stack);
    m_wideControls = m_controls->sizeHint().width();
    m_controls->setMinimumWidth(m_wideControls - m_choose->sizeHint().width() - m_wholeRange->sizeHint().width() + 72);
    updateEmptyState();
}

QWidget* MetricsView::makeControls()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::control);
    addAcross(*layout);
    layout->addSpacing(spacing::group);
    addSmoothing(*layout);
    layout->addSpacing(spacing::group);
    m_raw = new QCheckBox(tr("&Raw curve"), row);
    m_raw->setObjectName(QStringLiteral("rawCurveCheckBox"));
    m_link = new QCheckBox(tr("&Link crosshairs"), row);
    m_link->setObjectName(QStringLiteral("linkCrosshairsCheckBox"));
    for (QCheckBox* box : {m_raw, m_link}) {
        box->setChecked(true);
        layout->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &MetricsView::updatePlots);
    }
    layout->addStretch();
    addButtons(*layout);
    return row;
}

QLabel* MetricsView::makeLabel(const QString& text)
{
    auto* label = new QLabel(text, this);
    m_theme.paintIn(label, Ink::Secondary);
    return label;
}

void MetricsView::addAcross(QHBoxLayout& layout)
{
    m_across = new SegmentBar(this);
    m_across->setObjectName(QStringLiteral("acrossSegmentBar"));
    m_across->add(tr("Step"));
    m_across->add(tr("Epoch"));
    m_across->add(tr("Time"), tr("Training time; pauses and evaluations do not count"));
    layout.addWidget(makeLabel(tr("Across")));
    layout.addWidget(m_across);
    connect(m_across, &SegmentBar::chosen, this, [this] {
        m_crosshair.reset();
        setRange(std::nullopt);
        updatePlots();
    });
}

void MetricsView::addSmoothing(QHBoxLayout& layout)
{
    m_smoothing = new QSlider(Qt::Horizontal, this);
    m_smoothing->setObjectName(QStringLiteral("smoothingSlider"));
    m_smoothing->setRange(0, 99);
    m_smoothing->setFixedWidth(96);
    m_smoothingBox = new QDoubleSpinBox(this);
    m_smoothingBox->setObjectName(QStringLiteral("smoothingDoubleSpinBox"));
    m_smoothingBox->setRange(0, 0.999);
    m_smoothingBox->setSingleStep(0.01);
    m_smoothingBox->setDecimals(2);
    m_smoothingBox->setToolTip(tr("Weight of the past in the exponential mean; 0 shows the values as measured"));
    QLabel* label = makeLabel(tr("&Smoothing"));
    label->setBuddy(m_smoothingBox);
    layout.addWidget(label);
    layout.addWidget(m_smoothing);
    layout.addWidget(m_smoothingBox);
    connect(m_smoothing, &QSlider::valueChanged, m_smoothingBox,
            [this](int value) { m_smoothingBox->setValue(value / 100.0); });
    connect(m_smoothingBox, &QDoubleSpinBox::valueChanged, this, [this](double value) {
        const QSignalBlocker blocker(m_smoothing);
        m_smoothing->setValue(qRound(value * 100));
        m_smoothingTimer->start();
    });
    m_smoothingBox->setValue(defaultSmoothing);
}

void MetricsView::addButtons(QHBoxLayout& layout)
{
    m_choose = makeSmallButton(m_theme, "configure", tr("Choose plots"), tr("Choose which plots are shown"), this);
    m_choose->setObjectName(QStringLiteral("choosePlotsToolButton"));
    m_chooseMenu = new QMenu(m_choose);
    m_chooseMenu->setObjectName(QStringLiteral("choosePlotsMenu"));
    m_choose->setMenu(m_chooseMenu);
    m_choose->setPopupMode(QToolButton::InstantPopup);
    m_wholeRange = makeSmallButton(m_theme, "zoom-fit-best", tr("Whole range"),
                                   tr("Show the run from its first step (double-click in a plot)"), this);
    m_wholeRange->setObjectName(QStringLiteral("wholeRangeToolButton"));
    layout.addWidget(m_choose);
    layout.addWidget(m_wholeRange);
    connect(m_chooseMenu, &QMenu::aboutToShow, this, &MetricsView::fillMenu);
    connect(m_wholeRange, &QToolButton::clicked, this, [this] { setRange(std::nullopt); });
}

QWidget* MetricsView::makeFoot()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(spacing::page, spacing::pair, spacing::page, spacing::control);
    layout->setSpacing(spacing::pair);
    m_place = new QLabel(row);
    m_place->setObjectName(QStringLiteral("crosshairPlaceLabel"));
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
    m_crosshair.reset();
    makePlots();
    if (!model)
        return;
    model->setSmoothing(m_smoothingBox->value());
    connect(model, &QObject::destroyed, this, [this] { m_model = nullptr; makePlots(); });
    connect(model, &RunModel::loaded, this, &MetricsView::makePlots);
    connect(model, &RunModel::stateChanged, this, &MetricsView::updatePlots);
    connect(model, &RunModel::seriesChanged, this, &MetricsView::updatePlots);
    connect(model, &RunModel::evaluated, this, &MetricsView::updatePlots);
}

bool MetricsView::isChosen(const MetricPlot& plot) const
{
    return m_added.contains(plot.id) || (plot.isUsual && !m_removed.contains(plot.id));
}

void MetricsView::makePlots()
{
    for (CurvePlot* plot : m_plots)
        delete plot;
    m_plots.clear();
    m_ids.clear();
    if (m_model) {
        for (const MetricPlot& each : metricPlots(*m_model)) {
            if (!isChosen(each))
                continue;
            auto* plot = new CurvePlot(m_theme, m_dialogs, {each.title, each.y}, m_grid);
            plot->setObjectName(QString(each.id).replace(QLatin1Char('/'), QLatin1Char('_')) + QStringLiteral("CurvePlot"));
            plot->setLogarithmic(m_logarithmic.value(each.id, each.isLogarithmic));
            connect(plot, &CurvePlot::logarithmicChosen, this, [this, id = each.id](bool isOn) { m_logarithmic[id] = isOn; });
            plot->setMinimumHeight(plotHeight);
            connect(plot, &CurvePlot::rangeChosen, this, [this](double low, double high) { setRange({{low, high}}); });
            connect(plot, &CurvePlot::wholeRangeChosen, this, [this] { setRange(std::nullopt); });
            connect(plot, &CurvePlot::crosshairMoved, this, [this, plot](double x) { setCrosshair(plot, x); });
            m_plots.push_back(plot);
            m_ids.append(each.id);
        }
    }
    m_columns = 0;
    arrange();
    updatePlots();
}

void MetricsView::arrange()
{
    const int columns = std::clamp(width() / plotWidth, 1, 3);
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
    const bool isWide = width() >= m_wideControls;
    for (QToolButton* button : {m_choose, m_wholeRange})
        button->setToolButtonStyle(isWide ? Qt::ToolButtonTextBesideIcon : Qt::ToolButtonIconOnly);
    arrange();
}

void MetricsView::updatePlots()
{
    updateEmptyState();
    if (!m_model)
        return;
    std::vector<MetricPlot> plots;
    QStringList ids;
    for (MetricPlot& plot : metricPlots(*m_model))
        if (isChosen(plot)) {
            ids.append(plot.id);
            plots.push_back(std::move(plot));
        }
    if (ids != m_ids) {
        makePlots();
        return;
    }
    const XAxis axis = m_model->axis(axes[m_across->current()]);
    const auto& best = m_model->record().best;
    for (std::size_t index = 0; index < plots.size(); ++index) {
        std::vector<CurvePlot::Curve> curves;
        for (const MetricPlot::Line& line : plots[index].lines)
            curves.push_back({line.series, line.name, int(curves.size()), false});
        m_plots[index]->setAxis(axis);
        m_plots[index]->setRawShown(m_raw->isChecked());
        m_plots[index]->setCurves(std::move(curves));
        if (plots[index].marksBest && best)
            m_plots[index]->setBest(CurvePlot::Mark{
                double(best->step), tr("best %1, epoch %2")
                                        .arg(format::value(best->value),
                                             format::shortForm(std::round(double(best->step) / axis.stepsPerEpoch * 10) / 10))});
    }
    setCrosshair(nullptr, m_crosshair);
}

void MetricsView::setRange(std::optional<std::pair<double, double>> range)
{
    for (CurvePlot* plot : m_plots)
        plot->setRange(range);
    m_wholeRange->setEnabled(range.has_value());
}

std::optional<double> MetricsView::restingPlace() const
{
    const auto& best = m_model->record().best;
    if (!best)
        return std::nullopt;
    const MetricSeries* scores = m_model->score(m_model->history().mainSplit(), best->metric);
    const auto index = scores ? scores->nearest(double(best->step), {}) : std::nullopt;
    return index ? std::optional(scores->x(*index, m_model->axis(axes[m_across->current()]))) : std::nullopt;
}

void MetricsView::setCrosshair(CurvePlot* source, std::optional<double> x)
{
    m_crosshair = x;
    const std::optional<double> place = x ? x : restingPlace();
    for (CurvePlot* plot : m_plots)
        plot->setCrosshair(m_link->isChecked() || !source || plot == source ? place : restingPlace());
    updateFoot();
}

void MetricsView::updateFoot()
{
    const std::optional<double> x = m_crosshair ? m_crosshair : restingPlace();
    const MetricSeries* loss = m_model->series("loss");
    const XAxis axis = m_model->axis(axes[m_across->current()]);
    const auto index = loss ? (x ? loss->nearest(*x, axis) : std::optional(loss->size() - 1)) : std::nullopt;
    if (index)
        m_place->setText(tr("<b>Step %1</b>&nbsp; epoch %2, %3 after start")
                             .arg(format::whole(loss->step(*index)),
                                  format::fixed(double(loss->step(*index)) / axis.stepsPerEpoch, 1),
                                  format::duration(loss->seconds(*index))));
    else
        m_place->clear();
    const std::string metric = m_model->record().started ? m_model->record().started->metric : "";
    const MetricSeries* scores = m_model->score(m_model->history().mainSplit(), metric);
    QString count = tr("%1 points per training curve, %2 per dev curve; minimum and maximum kept at every zoom")
                        .arg(format::whole(loss ? std::int64_t(loss->size()) : 0),
                             format::whole(scores ? std::int64_t(scores->size()) : 0));
    if (loss && loss->nonFinite() > 0)
        count.prepend(tr("%1 losses are not finite numbers and cannot be drawn. ").arg(loss->nonFinite()));
    m_count->setText(count);
    m_count->setToolTip(count);
}

void MetricsView::updateEmptyState()
{
    if (!m_model)
        m_empty->setText(tr("No run is chosen"), tr("Choose one in the table of runs, or start one on the Launch page."));
    else if (m_model->record().state == storage::RunState::Queued)
        m_empty->setText(tr("This run waits in the queue"), tr("Its curves appear here with its first step."));
    else if (m_model->isLive())
        m_empty->setText(tr("Loading model and data"), tr("Curves appear here with the first step."));
    else
        m_empty->setText(tr("This run ended before its first step"),
                         tr("The reason stands above and in the Log tab. Correct it and start the run again."));
    m_stack->setCurrentIndex(m_model && !m_model->history().series.empty() ? 1 : 0);
}

void MetricsView::fillMenu()
{
    m_chooseMenu->clear();
    if (!m_model)
        return;
    for (const MetricPlot& plot : metricPlots(*m_model)) {
        QAction* action = m_chooseMenu->addAction(plot.title);
        action->setCheckable(true);
        action->setChecked(isChosen(plot));
        connect(action, &QAction::toggled, this, [this, id = plot.id, isUsual = plot.isUsual](bool isOn) {
            QSet<QString>& set = isUsual ? m_removed : m_added;
            if (isOn != isUsual)
                set.insert(id);
            else
                set.remove(id);
            makePlots();
        });
    }
}

} // namespace gui
