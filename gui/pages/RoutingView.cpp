#include "gui/pages/RoutingView.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedLayout>

#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/Theme.h"
#include "gui/pages/PositionView.h"
#include "gui/pages/RecordSlider.h"
#include "gui/plots/RoutingHeatmap.h"

namespace gui {

namespace {

using Mode = RoutingGrid::Mode;
constexpr Mode modes[] = {Mode::Share, Mode::Probability, Mode::Change};
constexpr int probabilitySegment = 1;

QString tr(const char* text)
{
    return RoutingView::tr(text);
}

} // namespace

std::pair<QString, QString> whyNoRouting(const RunModel& model)
{
    const RunHistory& history = model.history();
    if (history.config && std::holds_alternative<engine::NoRoutingConfig>(history.config->routing)
        && !engine::recordsExperts(*history.config))
        return {tr("This run mixes no layers"),
                tr("Its routing is “none”: every position runs its own layer. Start a run with the routing “molex” on "
                   "the Launch page to see which layers each position borrows; “self” is the control that runs the "
                   "same layers and is recorded.")};
    if (model.record().state == storage::RunState::Queued)
        return {tr("This run waits in the queue"), tr("Its routing appears here once it runs.")};
    if (model.isLive() && history.config)
        return {tr("No routing record yet"),
                tr("One is made every %1 steps, as “Routing every” says in the configuration; the first appears then.")
                    .arg(history.config->training.routingEvery)};
    if (model.isLive())
        return {tr("No routing record yet"), tr("The first appears after some steps.")};
    return {tr("This run recorded no routing"),
            tr("It ended before its first routing record. The reason stands above and in the Log tab.")};
}

RoutingView::RoutingView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stack(new QStackedLayout)
    , m_empty(new EmptyState(theme, this))
    , m_position(new PositionView(theme, dialogs, this))
{
    m_empty->setObjectName(QStringLiteral("routingEmptyState"));
    m_position->setObjectName(QStringLiteral("positionView"));
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("routingSplitter"));
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeHeatmapSide(dialogs));
    splitter->addWidget(m_position);
    splitter->setStretchFactor(0, 53);
    splitter->setStretchFactor(1, 47);
    splitter->setSizes({530, 470});
    m_stack->addWidget(m_empty);
    m_stack->addWidget(splitter);
    setLayout(m_stack);
    connect(m_position, &PositionView::rowChosen, this, &RoutingView::choosePosition);
    connect(m_position, &PositionView::warningsChanged, this, &RoutingView::warningsChanged);
    updateEmptyState();
}

QWidget* RoutingView::makeHeatmapSide(FileDialogs& dialogs)
{
    auto* side = new QWidget(this);
    m_mode = new SegmentBar(side);
    m_mode->setObjectName(QStringLiteral("routingModeSegmentBar"));
    m_mode->add(tr("Share"), tr("Part of a position's votes that each layer got"));
    m_mode->add(tr("Probability"));
    m_mode->add(tr("Change"), tr("Share less the share in the first record"));
    m_heatmap = new RoutingHeatmap(m_theme, dialogs, side);
    m_heatmap->setObjectName(QStringLiteral("routingHeatmap"));
    m_slider = new RecordSlider(m_theme, side);
    m_slider->setObjectName(QStringLiteral("routingRecordSlider"));
    m_follow = new QCheckBox(tr("&Follow the run"), side);
    m_follow->setObjectName(QStringLiteral("followCheckBox"));
    m_follow->setToolTip(tr("Keep showing the newest record; moving the slider switches this off"));
    m_follow->setChecked(true);
    m_note = new ElidedLabel(side);
    m_note->setObjectName(QStringLiteral("recordsLabel"));
    m_note->setFont(Theme::figures(Theme::small(font())));
    m_theme.paintIn(m_note, Ink::Secondary);

    auto* foot = new QHBoxLayout;
    foot->setSpacing(spacing::page);
    foot->addWidget(m_follow);
    foot->addWidget(m_note, 1);
    auto* layout = new QVBoxLayout(side);
    layout->setContentsMargins(spacing::page, spacing::control, spacing::control, spacing::control);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_mode);
    layout->addWidget(m_heatmap, 1);
    layout->addWidget(m_slider);
    layout->addLayout(foot);
    connectHeatmapSide();
    return side;
}

void RoutingView::connectHeatmapSide()
{
    connect(m_mode, &SegmentBar::chosen, this, [this](int segment) { m_heatmap->setMode(modes[segment]); });
    connect(m_heatmap, &RoutingHeatmap::rowChosen, this, &RoutingView::choosePosition);
    connect(m_slider, &RecordSlider::recordChosen, this, [this](std::size_t record) {
        m_follow->setChecked(false);
        showRecord(record);
    });
    connect(m_follow, &QCheckBox::toggled, this, [this](bool isOn) {
        if (isOn && m_model && !m_model->routing().isEmpty())
            showRecord(m_model->routing().size() - 1);
    });
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
        connect(model, &RunModel::stateChanged, this, &RoutingView::updateEmptyState);
        connect(model, &RunModel::routingChanged, this, &RoutingView::routingGrew);
    }
    modelLoaded();
}

void RoutingView::modelLoaded()
{
    const RoutingGrid* grid = m_model ? &m_model->routing() : nullptr;
    m_heatmap->setGrid(grid, m_model ? m_model->routedUnits() : QString());
    m_heatmap->setSelectedRow(0);
    m_slider->setGrid(grid);
    m_position->setGrid(grid, m_model);
    const QSignalBlocker blocker(m_follow);
    m_follow->setChecked(true);
    routingGrew();
}

void RoutingView::routingGrew()
{
    updateEmptyState();
    if (!m_model || m_model->routing().isEmpty()) {
        Q_EMIT warningsChanged(0);
        return;
    }
    const RoutingGrid& grid = m_model->routing();
    m_mode->setSegmentEnabled(probabilitySegment, grid.hasProbability(),
                              grid.hasProbability() ? tr("Mean gate probability over the voting tokens")
                                                    : tr("This routing has no gate, so there are no probabilities"));
    if (!grid.hasProbability() && m_mode->current() == probabilitySegment) {
        m_mode->setCurrent(0);
        m_heatmap->setMode(Mode::Share);
    }
    m_slider->refresh();
    showRecord(m_follow->isChecked() ? grid.size() - 1 : std::min(m_slider->record(), grid.size() - 1));
    updateNote();
}

void RoutingView::showRecord(std::size_t record)
{
    m_slider->setRecord(record);
    m_heatmap->setRecord(record);
    m_position->setRecord(record);
}

void RoutingView::choosePosition(std::size_t row)
{
    m_heatmap->setSelectedRow(row);
    m_position->setRow(row);
}

void RoutingView::updateNote()
{
    const RoutingGrid& grid = m_model->routing();
    const std::size_t last = grid.size() - 1;
    const std::int64_t every = grid.size() > 1 ? (grid.step(last) - grid.step(0)) / std::int64_t(last) : grid.step(0);
    m_note->setText(tr("%1 records, one every %2 steps (%3 %4 each)")
                        .arg(format::whole(std::int64_t(grid.size())), format::whole(every),
                             format::whole(grid.rowTotal(last, 0)), m_model->routedUnits()));
    m_note->setToolTip(m_note->text());
}

void RoutingView::updateEmptyState()
{
    if (!m_model)
        m_empty->setText(tr("No run is chosen"), tr("Choose one in the table of runs, or start one on the Launch page."));
    else if (const auto [title, advice] = whyNoRouting(*m_model); true)
        m_empty->setText(title, advice);
    m_stack->setCurrentIndex(m_model && !m_model->routing().isEmpty() ? 1 : 0);
}

} // namespace gui
