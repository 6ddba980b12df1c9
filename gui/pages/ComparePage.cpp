#include "gui/pages/ComparePage.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QResizeEvent>
#include <QScrollArea>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "gui/app/AppSettings.h"
#include "gui/app/ElidedLabel.h"
#include "gui/app/EmptyState.h"
#include "gui/app/Format.h"
#include "gui/app/SegmentBar.h"
#include "gui/app/Theme.h"
#include "gui/models/CompareWords.h"
#include "gui/models/ComparisonModel.h"
#include "gui/pages/CompareBar.h"
#include "gui/pages/CompareConfigView.h"
#include "gui/pages/CompareTable.h"
#include "gui/pages/CompareWordsView.h"
#include "gui/pages/GroupsView.h"
#include "gui/pages/SweepView.h"
#include "gui/plots/GroupPlot.h"
#include "gui/plots/PairedPlot.h"
#include "gui/plots/RoutingHeatmap.h"

namespace gui {

namespace {

constexpr int leastRows = 3; // of the words in a low window
constexpr int leastHeatmap = 150; // likewise its height: what is said below it must not make the window higher

/// Its words take as many lines as its width asks for, without the whole page being laid out by such heights: Qt would
/// then give the plots more room than their share.
class NoteLabel final : public QLabel {
public:
    using QLabel::QLabel;
    bool hasHeightForWidth() const override { return false; }
    QSize sizeHint() const override { return {0, heightForWidth(width())}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        QLabel::resizeEvent(event);
        if (event->oldSize().width() != width())
            updateGeometry();
    }
};

QLabel* makeHeading(const QString& text, QWidget* parent)
{
    auto* heading = new QLabel(text, parent);
    heading->setFont(Theme::semibold(heading->font()));
    heading->setContentsMargins(spacing::page, 0, 0, 0);
    return heading;
}

QString cellText(const ComparedRouting& routing, std::size_t row, std::int64_t layer)
{
    const std::size_t cell = row * std::size_t(routing.picture.layers) + std::size_t(layer);
    const QString place = (routing.picture.countsExperts ? ComparePage::tr("Layer %1, expert %2")
                                                         : ComparePage::tr("Position %1, layer %2"))
                              .arg(routing.picture.positions[row])
                              .arg(layer);
    const QString verdict = routing.cells.isDistinct[cell] ? ComparePage::tr("more than seed noise")
                                                           : ComparePage::tr("not to be told from seed noise");
    return ComparePage::tr("%1\nDifference %2, p = %3\n%4")
        .arg(place, signedNumber(routing.cells.difference[cell], 0.1), pText(routing.cells.p[cell]), verdict);
}

} // namespace

ComparePage::ComparePage(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_dialogs(dialogs)
    , m_segments(new SegmentBar(this))
    , m_sweep(new SweepView(theme, dialogs, this))
    , m_bar(new CompareBar(theme, this))
    , m_numbers(new ComparisonModel(this))
    , m_table(new CompareTable(theme, *m_numbers, this))
    , m_groups(new GroupsView(theme, this))
    , m_tables(new QStackedWidget(this))
    , m_words(new CompareWordsView(theme, this))
    , m_configuration(new CompareConfigView(theme, this))
    , m_empty(new EmptyState(theme, this))
    , m_content(new QWidget(this))
    , m_stack(new QStackedWidget(this))
    , m_views(new QStackedWidget(this))
{
    auto* column = new QVBoxLayout(m_content);
    column->setContentsMargins(0, spacing::control, 0, 0);
    column->setSpacing(spacing::control);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(spacing::page, 0, spacing::page, 0);
    top->addWidget(m_bar);
    column->addLayout(top);
    column->addWidget(makePlots(theme, dialogs), 5);
    column->addWidget(makeNumbers(), 6);
    m_empty->setObjectName(QStringLiteral("compareEmpty"));
    m_sweep->setObjectName(QStringLiteral("sweepView"));
    m_stack->addWidget(m_empty);
    m_stack->addWidget(m_content);
    auto* whole = new QVBoxLayout(this);
    whole->setContentsMargins(0, spacing::control, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(makeSegments());
    m_views->addWidget(m_stack);
    m_views->addWidget(m_sweep);
    whole->addWidget(m_views, 1);
    makeExports();
    connect(m_bar, &CompareBar::choiceChanged, this, &ComparePage::choiceChanged);
    connect(m_bar, &CompareBar::viewChanged, this, [this] {
        if (m_result != nullptr)
            showResult();
    });
    connect(&theme, &Theme::changed, this, [this] {
        if (m_result != nullptr)
            showResult();
    });
    showProblem(tr("Check at least two runs in the table of runs."));
    showSides();
}

ComparePage::~ComparePage() = default;

QWidget* ComparePage::makeSegments()
{
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(spacing::page, 0, spacing::page, 0);
    layout->setSpacing(spacing::page);
    layout->addWidget(m_segments);
    layout->addWidget(m_bar->sides(), 1);
    layout->addStretch();
    connect(m_stack, &QStackedWidget::currentChanged, this, &ComparePage::showSides);
    m_segments->setObjectName(QStringLiteral("compareSegments"));
    m_segments->add(tr("Groups"), tr("Groups of seeds, their differences and tests"));
    m_segments->add(tr("Scatter"), tr("Any setting, cost or metric over another, a point for each run"));
    m_segments->add(tr("Parallel"), tr("An axis for each setting that differs, a line for each run"));
    m_segments->add(tr("Cost"), tr("Metric over training time or layer evaluations, with the trainable parameters"));
    connect(m_segments, &SegmentBar::chosen, this, &ComparePage::showSegment);
    return row;
}

void ComparePage::showSegment(int segment)
{
    if (segment > 0)
        m_sweep->setMode(SweepMode(segment - 1));
    m_views->setCurrentIndex(segment > 0 ? 1 : 0);
    showSides();
    Q_EMIT viewChanged();
}

void ComparePage::showSides()
{
    m_bar->sides()->setVisible(showsGroups() && m_stack->currentWidget() == m_content);
}

bool ComparePage::showsGroups() const
{
    return m_segments->current() == 0;
}

QWidget* ComparePage::makePlots(Theme& theme, FileDialogs& dialogs)
{
    auto* plots = new QWidget(this);
    m_curves = new GroupPlot(theme, dialogs, plots);
    m_curves->setObjectName(QStringLiteral("compareCurves"));
    m_curves->setTitleBox(m_bar->curves());
    m_pairs = new PairedPlot(theme, dialogs, plots);
    m_pairs->setObjectName(QStringLiteral("comparePairs"));
    m_routingPane = new QWidget(plots);
    m_routingTitle = new ElidedLabel(m_routingPane);
    m_routingTitle->setObjectName(QStringLiteral("compareRoutingTitle"));
    m_routingTitle->setElideMode(Qt::ElideMiddle); // n is at its end
    m_routingTitle->setFont(Theme::semibold(Theme::small(m_routingTitle->font())));
    m_routingTitle->setContentsMargins(36, 0, 0, 0);
    m_routingTitle->setMinimumHeight(m_bar->curves()->sizeHint().height()); // level with the titles beside it
    m_routing = new RoutingHeatmap(theme, dialogs, m_routingPane);
    m_routing->setObjectName(QStringLiteral("compareRouting"));
    m_routing->setAccessibleName(tr("Difference of the routing by position and layer"));
    m_routing->setRowsSelectable(false);
    m_routing->setMinimumHeight(leastHeatmap);
    m_routingNote = new NoteLabel(m_routingPane);
    m_routingNote->setObjectName(QStringLiteral("compareRoutingNote"));
    m_routingNote->setWordWrap(true);
    m_routingNote->setFont(Theme::small(m_routingNote->font()));
    m_routingNote->setContentsMargins(spacing::control, 0, spacing::control, 0);
    theme.paintIn(m_routingNote, Ink::Secondary);
    auto* pane = new QVBoxLayout(m_routingPane);
    pane->setContentsMargins(0, 0, 0, 0);
    pane->setSpacing(spacing::pair);
    pane->addWidget(m_routingTitle);
    pane->addWidget(m_routing, 1);
    pane->addWidget(m_routingNote);
    auto* row = new QHBoxLayout(plots);
    row->setContentsMargins(spacing::control, 0, spacing::control, 0);
    row->setSpacing(spacing::control);
    row->addWidget(m_curves, 42);
    row->addWidget(m_pairs, 20);
    row->addWidget(m_routingPane, 36);
    return plots;
}

QWidget* ComparePage::makeNumbers()
{
    m_table->setObjectName(QStringLiteral("compareTable"));
    m_table->setAccessibleName(tr("Metrics"));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &ComparePage::selectMetric);
    auto* scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("compareWordsArea"));
    scroll->setAccessibleName(tr("In words"));
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setWidget(m_words);
    scroll->setMinimumHeight(leastRows * fontMetrics().lineSpacing());
    auto* left = new QWidget(this);
    auto* column = new QVBoxLayout(left);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::pair);
    column->addWidget(makeHeading(tr("Metrics"), left));
    m_groups->setObjectName(QStringLiteral("compareGroups"));
    m_groups->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Ignored); // a low window is as low as the other needs
    m_tables->addWidget(m_table);
    m_tables->addWidget(m_groups);
    column->addWidget(m_tables, 9);
    column->addWidget(makeHeading(tr("In words"), left));
    column->addWidget(scroll, 5);
    auto* splitter = new QSplitter(Qt::Horizontal, this);
    splitter->setObjectName(QStringLiteral("compareSplitter"));
    splitter->setHandleWidth(spacing::splitter);
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(left);
    splitter->addWidget(m_configuration);
    splitter->setStretchFactor(0, 3);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({720, 280});
    return splitter;
}

QMenu* ComparePage::exportMenu() const
{
    return m_bar->exportMenu();
}

CompareChoice ComparePage::choice() const
{
    return m_bar->choice();
}

CurveView ComparePage::curveView() const
{
    return m_bar->curveView();
}

engine::ComparisonOptions ComparePage::options() const
{
    engine::ComparisonOptions options = m_result->options;
    options.isCorrected = m_bar->showsHolm();
    return options;
}

void ComparePage::remember(AppSettings& settings)
{
    m_bar->setState(settings.comparison());
    const auto keep = [this, &settings] { settings.setComparison(m_bar->state()); };
    connect(m_bar, &CompareBar::choiceChanged, this, keep);
    connect(m_bar, &CompareBar::viewChanged, this, keep);
}

void ComparePage::showProblem(const QString& problem)
{
    m_result.reset();
    m_curves->setResult(nullptr, 0); // of many runs it is large
    showRouting(nullptr);
    m_empty->setText(tr("Nothing to compare"), problem);
    m_stack->setCurrentWidget(m_empty);
    Q_EMIT summaryChanged({});
}

void ComparePage::showBusy()
{
    if (m_result == nullptr)
        m_empty->setText(tr("Comparing…"), tr("Runs are read and tests are calculated."));
    Q_EMIT summaryChanged(tr("Comparing…"));
}

void ComparePage::makeReady()
{
    if (m_result != nullptr)
        return;
    m_content->resize(m_stack->size());
    m_content->ensurePolished();
    m_content->layout()->activate();
}

void ComparePage::setResult(std::shared_ptr<const CompareResult> result)
{
    if (result->tasks.empty()) {
        showProblem(result->problem);
        return;
    }
    m_result = std::move(result);
    m_stack->setCurrentWidget(m_content);
    showResult();
    Q_EMIT summaryChanged(summary());
}

void ComparePage::showResult()
{
    m_bar->setResult(*m_result);
    const std::size_t task = m_bar->task();
    const std::size_t against = m_bar->against();
    m_curves->setResult(m_result, task);
    m_curves->setView(m_bar->curveView());
    const int row = m_table->currentIndex().row();
    m_numbers->setResult(*m_result, task, against);
    if (m_bar->showsAllGroups())
        m_groups->setResult(*m_result, options());
    m_tables->setCurrentIndex(m_bar->showsAllGroups() ? 1 : 0);
    m_table->setColumnHidden(ComparisonModel::Holm, !m_bar->showsHolm());
    for (int column = ComparisonModel::Test + 1; column < ComparisonModel::columns; ++column)
        m_table->setColumnHidden(column, m_numbers->isEmpty(column));
    m_table->fitColumns();
    m_pairs->setResult(m_result, task, against, 0);
    if (row >= 0 && row < m_numbers->rowCount()) // still chosen, as when a run has gone on
        m_table->selectRow(row);
    m_configuration->setResult(*m_result, task);
    m_words->setSentences(compareWords(*m_result, task, against, m_bar->showsHolm()));
    const auto& routings = m_result->tasks[task].routing;
    const bool hasRouting = against < routings.size() && routings[against].has_value();
    m_routingPane->setVisible(hasRouting);
    showRouting(hasRouting ? &*routings[against] : nullptr);
}

/// Of the result; null: nothing stays of one before, which would go into files.
void ComparePage::showRouting(const ComparedRouting* routing)
{
    m_routingExport->menuAction()->setEnabled(routing != nullptr);
    m_routing->setCellText({});
    m_routing->setPicture(routing != nullptr ? routing->picture : RoutingPicture());
    if (routing == nullptr)
        return;
    m_routingTitle->setText(routing->title);
    m_routingTitle->setToolTip(routing->title);
    m_routing->setAccessibleName(routing->picture.countsExperts
                                     ? tr("Difference of the routing by layer and expert")
                                     : tr("Difference of the routing by position and layer"));
    const QString note = hatchingWords(*routing);
    m_routingNote->setText(note);
    m_routingNote->setVisible(!note.isEmpty());
    const std::shared_ptr<const ComparedRouting> shown(m_result, routing); // which keeps the result
    m_routing->setCellText([shown](std::size_t row, std::int64_t layer) { return cellText(*shown, row, layer); });
}

/// The metric of the chosen row is the one whose pairs are drawn.
void ComparePage::selectMetric()
{
    const auto metric = m_numbers->metricAt(m_table->currentIndex().row());
    if (m_result != nullptr && metric)
        m_pairs->setResult(m_result, m_bar->task(), m_bar->against(), *metric);
}

QString ComparePage::summary() const
{
    if (m_result == nullptr)
        return {};
    const engine::Comparison& comparison = m_result->comparison;
    const std::size_t runs = comparison.runs.size() - comparison.leftOut.size();
    const QString compared = runs == 1 ? tr("1 run compared") : tr("%1 runs compared").arg(runs);
    const std::int64_t tests = comparison.seedTests;
    const QString bySeed = tests == 1 ? tr("1 test by seed") : tr("%1 tests by seed").arg(tests);
    return tr("%1, %2, %3 by example").arg(compared, bySeed).arg(comparison.rowTests);
}

} // namespace gui

#include "moc_ComparePage.cpp"
