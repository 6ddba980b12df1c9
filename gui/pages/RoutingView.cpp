#include "gui/pages/RoutingView.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>
#include <QSplitter>
#include <QStackedLayout>
#include <QStackedWidget>

#include <algorithm>
#include <functional>
#include <utility>

#include "gui/app/EmptyState.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/Theme.h"
#include "gui/pages/HeatmapPane.h"
#include "gui/pages/PositionView.h"
#include "gui/pages/RecordSlider.h"
#include "gui/pages/RoutesPane.h"
#include "gui/pages/RoutesSide.h"

namespace gui {

namespace {

constexpr int pictureWidth = 52; // of 100, with the heatmap
constexpr int routesWidth = 61;  // with the routes
constexpr int wholeWidth = 100;
constexpr int mostAveraged = 999'999; // steps

} // namespace

RoutingView::RoutingView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(theme, this))
    , m_splitter(new QSplitter(Qt::Horizontal, this))
    , m_controls(new QStackedWidget(this))
    , m_pictures(new QStackedWidget(this))
    , m_sides(new QStackedWidget(this))
    , m_heatmap(new HeatmapPane(theme, dialogs, this))
    , m_routes(new RoutesPane(theme, dialogs, this))
    , m_slider(new RecordSlider(theme, this))
    , m_position(new PositionView(theme, dialogs, this))
    , m_routesSide(new RoutesSide(theme, dialogs, this))
    , m_catchUp(*this, std::bind_front(&RoutingView::catchUp, this))
{
    m_empty->setObjectName(QStringLiteral("routingEmptyState"));
    m_heatmap->setObjectName(QStringLiteral("heatmapPane"));
    m_routes->setObjectName(QStringLiteral("routesPane"));
    m_slider->setObjectName(QStringLiteral("routingRecordSlider"));
    m_position->setObjectName(QStringLiteral("positionView"));
    m_routesSide->setObjectName(QStringLiteral("routesSide"));
    m_sides->addWidget(m_position);
    m_sides->addWidget(m_routesSide);
    m_splitter->setObjectName(QStringLiteral("routingSplitter"));
    m_splitter->setChildrenCollapsible(false);
    m_splitter->addWidget(makePictureSide());
    m_splitter->addWidget(m_sides);
    m_splitter->setStretchFactor(0, pictureWidth);
    m_splitter->setStretchFactor(1, wholeWidth - pictureWidth);
    m_splitter->setSizes(usualWidths());
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_splitter);
    setLayout(m_stack);
    connectParts();
    updateEmptyState();
}

QWidget* RoutingView::makePictureSide()
{
    auto* side = new QWidget(this);
    m_pictures->addWidget(m_heatmap);
    m_pictures->addWidget(m_routes);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(spacing::page, spacing::control, spacing::control, spacing::control);
    layout->setSpacing(spacing::control);
    layout->addLayout(makeHead());
    layout->addWidget(m_pictures, 1);
    layout->addWidget(m_slider);
    layout->addLayout(makeFoot());
    return side;
}

QLayout* RoutingView::makeHead()
{
    m_pages = new SegmentBar(this);
    m_pages->setObjectName(QStringLiteral("routingPageSegmentBar"));
    m_pages->add(RoutingView::tr("Positions"), RoutingView::tr("Which layers each position chooses"));
    m_pages->add(RoutingView::tr("Routes"));
    m_controls->addWidget(m_heatmap->controls());
    m_controls->addWidget(m_routes->controls());
    m_controls->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::control);
    head->addWidget(m_pages);
    head->addWidget(m_controls, 1);
    return head;
}

QLayout* RoutingView::makeFoot()
{
    m_follow = new QCheckBox(RoutingView::tr("&Follow the run"), this);
    m_follow->setObjectName(QStringLiteral("followCheckBox"));
    m_follow->setToolTip(RoutingView::tr("Keep showing the newest record; moving the slider switches this off"));
    m_follow->setChecked(true);
    m_average = new QSpinBox(this);
    m_average->setObjectName(QStringLiteral("averageSpinBox"));
    m_average->setAccessibleName(RoutingView::tr("Steps averaged"));
    m_average->setRange(0, mostAveraged);
    m_average->setSpecialValueText(RoutingView::tr("one record"));
    m_average->setPrefix(RoutingView::tr("mean of "));
    m_average->setSuffix(RoutingView::tr(" steps"));
    m_average->setGroupSeparatorShown(true);
    m_average->setKeyboardTracking(false);
    m_average->setToolTip(
        RoutingView::tr("Steps up to the one shown whose records are averaged; 0 shows one record alone"));
    m_note = new QLabel(this);
    m_note->setObjectName(QStringLiteral("recordsLabel"));
    m_note->setWordWrap(true);
    m_note->setFont(Theme::figures(Theme::small(font())));
    m_theme.paintIn(m_note, Ink::Secondary);
    auto* foot = new QHBoxLayout;
    foot->setSpacing(spacing::page);
    foot->addWidget(m_follow);
    foot->addWidget(m_average);
    foot->addWidget(m_note, 1);
    return foot;
}

void RoutingView::connectParts()
{
    connect(m_pages, &SegmentBar::chosen, this, [this](int page) { choosePage(Page(page)); });
    connect(m_heatmap, &HeatmapPane::timelineChanged, this, &RoutingView::changeTimeline);
    connect(m_heatmap, &HeatmapPane::rowChosen, this, &RoutingView::choosePosition);
    connect(m_heatmap, &HeatmapPane::cellChosen, this, &RoutingView::chooseCell);
    connect(m_slider, &RecordSlider::recordChosen, this, [this](std::size_t index) {
        m_follow->setChecked(false);
        showAt(index);
    });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn && timeline() && !timeline()->empty())
            showAt(timeline()->size() - 1);
    });
    connect(m_average, &QSpinBox::valueChanged, this, [this](int steps) {
        m_average->setSuffix(steps == 1 ? RoutingView::tr(" step") : RoutingView::tr(" steps"));
        if (m_model && !m_model->routing().isEmpty() && !showsEvaluation())
            showAt(m_slider->record());
    });
    connect(m_position, &PositionView::rowChosen, this, &RoutingView::choosePosition);
    connect(m_position, &PositionView::warningsChanged, this, &RoutingView::warningsChanged);
    connect(m_routes, &RoutesPane::flowChanged, this, &RoutingView::updateRoutesSide);
    connect(m_routes, &RoutesPane::routeChosen, m_routesSide, &RoutesSide::chooseRoute);
    connect(m_routesSide, &RoutesSide::routeChosen, m_routes, &RoutesPane::setSelectedRoute);
}

void RoutingView::setModel(RunModel* model)
{
    if (m_model)
        m_model->disconnect(this);
    m_model = model;
    if (model) {
        connect(model, &QObject::destroyed, this, [this] {
            m_model = nullptr;
            modelLoaded();
        });
        connect(model, &RunModel::loaded, this, &RoutingView::modelLoaded);
        connect(model, &RunModel::rewound, this, &RoutingView::modelRewound);
        connect(model, &RunModel::stateChanged, this, &RoutingView::updateEmptyState);
        connect(model, &RunModel::routingChanged, this, &RoutingView::routingGrew);
        connect(model, &RunModel::routingEvaluated, this, &RoutingView::routingEvaluated);
    }
    modelLoaded();
}

void RoutingView::toggleFollowing()
{
    m_follow->toggle();
}

bool RoutingView::showsEvaluation() const
{
    return m_page == Page::Routes || m_heatmap->showsEvaluation();
}

const std::vector<std::int64_t>* RoutingView::timeline() const
{
    if (!m_model)
        return nullptr;
    return m_isTimelineOfEvaluations ? &m_model->routingEvaluations().steps() : &m_model->routing().steps();
}

void RoutingView::modelLoaded()
{
    const QSignalBlocker blocker(m_follow);
    m_follow->setChecked(true);
    m_isWaiting = m_catchUp.putOff();
    const RunModel* given = m_isWaiting ? nullptr : m_model;
    m_slider->setSteps(nullptr);
    m_position->setGrid(given ? &given->routing() : nullptr, given); // first, as it points into the old records
    m_heatmap->setModel(m_model);
    m_routes->setModel(given);
    if (m_page == Page::Routes && (!m_model || m_model->routingEvaluations().isEmpty()))
        choosePage(Page::Positions);
    if (m_isWaiting)
        return announce();
    m_heatmap->refresh();
    m_isTimelineOfEvaluations = showsEvaluation();
    m_slider->setSteps(timeline(), evaluations());
    routingEvaluated();
    routingGrew();
}

/// Curves point into records that may be gone, and places may be beyond the last: all are given what is left, where in
/// sight at the place that was chosen.
void RoutingView::modelRewound()
{
    const std::size_t row = m_position->row();
    const bool isFollowing = m_follow->isChecked();
    const std::int64_t step = m_step;
    const auto range = m_position->range();
    modelLoaded();
    if (m_isWaiting)
        return;
    const std::vector<std::int64_t>& steps = m_model->routing().steps();
    if (range && !steps.empty() && range->second <= double(steps.back()))
        m_position->setRange(range);
    if (row < m_model->routing().rows())
        choosePosition(row);
    if (isFollowing)
        return;
    m_follow->setChecked(false);
    m_step = step;
    changeTimeline();
}

void RoutingView::catchUp()
{
    if (m_isWaiting)
        return modelLoaded();
    routingEvaluated();
    routingGrew();
}

void RoutingView::routingGrew()
{
    if (m_catchUp.putOff())
        return announce();
    updateEmptyState();
    if (!m_model || m_model->routing().isEmpty()) {
        Q_EMIT warningsChanged(0);
        return;
    }
    m_position->refresh(); // first, as it points into the records
    m_heatmap->refresh();
    m_slider->refresh();
    const std::vector<std::int64_t>& steps = *timeline();
    if (!steps.empty())
        showAt(m_follow->isChecked() ? steps.size() - 1 : std::min(m_slider->record(), steps.size() - 1));
}

void RoutingView::updatePages()
{
    const bool isOfExperts = m_model && m_model->routing().countsExperts();
    const bool hasEvaluations = m_model && !m_model->routingEvaluations().isEmpty();
    m_pages->setSegmentEnabled(
        int(Page::Routes), hasEvaluations,
        !hasEvaluations   ? RoutingView::tr("Routes are recorded at evaluations; this run has none yet")
            : isOfExperts ? RoutingView::tr("Which experts take most of each dev row's tokens, from layer to layer")
                          : RoutingView::tr("Which ways the dev rows take through the layers"));
}

void RoutingView::routingEvaluated()
{
    if (m_catchUp.putOff())
        return announce();
    updatePages();
    if (!m_model)
        return;
    m_heatmap->refresh();
    m_slider->refresh();
    if (!m_isTimelineOfEvaluations || m_model->routingEvaluations().isEmpty())
        return;
    showAt(m_follow->isChecked() ? timeline()->size() - 1 : m_slider->record());
}

QList<int> RoutingView::usualWidths() const
{
    const int part = m_page == Page::Routes ? routesWidth : pictureWidth;
    const int width = m_splitter->isVisible() ? m_splitter->width() : 10 * wholeWidth; // laid out, or not yet
    return {width * part / wholeWidth, width * (wholeWidth - part) / wholeWidth};
}

void RoutingView::resetWidths()
{
    m_otherWidths.clear();
    m_splitter->setSizes(usualWidths());
}

void RoutingView::choosePage(Page page)
{
    if (page != m_page) {
        m_page = page;
        const QList<int> widths = std::exchange(m_otherWidths, m_splitter->sizes());
        m_splitter->setSizes(widths.isEmpty() ? usualWidths() : widths);
        // Each page has widths of its own; the next start begins with the positions.
        m_splitter->setObjectName(page == Page::Routes ? QStringLiteral("routesSplitter")
                                                       : QStringLiteral("routingSplitter"));
    }
    m_pages->setCurrent(int(page));
    m_controls->setCurrentIndex(int(page));
    m_pictures->setCurrentIndex(int(page));
    m_sides->setCurrentIndex(int(page));
    changeTimeline();
}

void RoutingView::changeTimeline()
{
    m_average->setEnabled(!showsEvaluation());
    if (!m_model || m_isWaiting)
        return;
    if (m_isTimelineOfEvaluations != showsEvaluation()) {
        m_isTimelineOfEvaluations = showsEvaluation();
        m_slider->setSteps(timeline(), evaluations());
    }
    if (timeline()->empty())
        return;
    const auto index =
        m_isTimelineOfEvaluations ? m_model->routingEvaluations().at(m_step) : m_model->routing().nearest(m_step);
    showAt(m_follow->isChecked() ? timeline()->size() - 1 : *index);
}

void RoutingView::showAt(std::size_t index)
{
    if (m_isWaiting) // the parts have no records
        return;
    m_slider->setRecord(index);
    m_step = (*timeline())[index];
    if (m_isTimelineOfEvaluations)
        showEvaluation(index);
    else
        showRecord(index);
    updateNote();
}

void RoutingView::showRecord(std::size_t record)
{
    const std::size_t first = m_model->routing().firstWithin(record, m_average->value());
    m_heatmap->setRecords(first, record);
    m_position->setRecords(first, record);
}

void RoutingView::showEvaluation(std::size_t evaluation)
{
    if (m_page == Page::Routes)
        m_routes->setEvaluation(evaluation);
    else
        m_heatmap->setEvaluation(evaluation);
    if (const auto record = m_model->routing().nearest(m_step))
        m_position->setRecords(*record, *record);
}

void RoutingView::updateRoutesSide()
{
    m_routesSide->setFlow(m_routes->flow(), m_routes->units());
    if (!m_model || m_isWaiting || m_model->routingEvaluations().isEmpty())
        return;
    const std::size_t index = std::min(m_slider->record(), m_model->routingEvaluations().size() - 1);
    const engine::RoutingEvaluated& evaluated = m_model->routingEvaluations()[index];
    if (!m_model->routing().countsExperts())
        m_routesSide->setOffsets(offsetsOf(evaluated.positions, evaluated.layers, countsOf(evaluated, std::nullopt)));
    if (const auto record = m_model->routing().nearest(evaluated.step))
        m_routesSide->setLayers(layerUse(m_model->routing(), *record));
}

void RoutingView::choosePosition(std::size_t row)
{
    m_heatmap->setSelectedRow(row);
    m_position->setRow(row);
}

void RoutingView::chooseCell(std::size_t row, std::int64_t layer)
{
    if (!m_model || m_model->routingEvaluations().isEmpty() || row >= m_model->routing().rows())
        return;
    Q_EMIT cellChosen({int(m_model->routing().positions()[row]), int(layer), m_step, m_heatmap->label()});
}

} // namespace gui
