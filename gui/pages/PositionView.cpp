#include "gui/pages/PositionView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSignalBlocker>

#include <algorithm>
#include <cstdlib>

#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/pages/MeasurePane.h"
#include "gui/plots/ShareStack.h"

namespace gui {

namespace {

constexpr int mostWarnings = 6;
constexpr int leastSummary = 24; // wide: a text that changes with every record must not move the splitter
constexpr int mostLines = 7; // of warnings in sight

} // namespace

PositionView::PositionView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_positionLabel(new QLabel(this))
    , m_positions(new QComboBox(this))
    , m_summary(new QLabel(this))
    , m_shares(new ShareStack(theme, dialogs, this))
    , m_warningTitle(new QLabel(tr("Warnings"), this))
    , m_warningNote(new QLabel(this))
    , m_warningArea(new QScrollArea(this))
    , m_warningRows(new QVBoxLayout)
{
    m_shares->setObjectName(QStringLiteral("positionShareStack"));
    m_shares->setMinimumHeight(110);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(spacing::pair);
    using Measure = MeasurePane::Measure;
    m_measures = {new MeasurePane(theme, dialogs, QStringLiteral("firstMeasure"), Measure::Entropy, this),
                  new MeasurePane(theme, dialogs, QStringLiteral("secondMeasure"), Measure::GateGradient, this)};
    for (MeasurePane* pane : m_measures) {
        plots->addWidget(pane, 1);
        connect(pane, &MeasurePane::rangeChosen, this, [this](double low, double high) { setRange({{low, high}}); });
        connect(pane, &MeasurePane::wholeRangeChosen, this, [this] { setRange(std::nullopt); });
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::control, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::control);
    layout->addLayout(makeHead());
    layout->addWidget(m_shares, 10);
    layout->addLayout(plots, 11);
    layout->addLayout(makeWarningHead());
    layout->addWidget(makeWarningArea());
}

QWidget* PositionView::makeWarningArea()
{
    auto* content = new QWidget(m_warningArea);
    content->setLayout(m_warningRows);
    for (int row = 0; row < mostWarnings; ++row)
        m_warningRows->addWidget(makeWarning(row));
    m_warningRows->addStretch();
    m_warningRows->setContentsMargins(0, 0, 0, 0);
    m_warningRows->setSpacing(spacing::pair);
    m_warningArea->setObjectName(QStringLiteral("warningScrollArea"));
    m_warningArea->setWidget(content);
    m_warningArea->setWidgetResizable(true);
    m_warningArea->setFrameShape(QFrame::NoFrame);
    m_warningArea->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_warningArea->setFixedHeight(fontMetrics().height());
    return m_warningArea;
}

void PositionView::showEvent(QShowEvent* event)
{
    QWidget::showEvent(event);
    QMetaObject::invokeMethod(this, &PositionView::makeRoomForWarnings, Qt::QueuedConnection); // once it is laid out
}

void PositionView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    QMetaObject::invokeMethod(this, &PositionView::makeRoomForWarnings, Qt::QueuedConnection);
}

void PositionView::makeRoomForWarnings()
{
    if (!isVisible())
        return;
    const int wanted = m_warningArea->widget()->heightForWidth(m_warningArea->viewport()->width());
    const int most = mostLines * fontMetrics().lineSpacing();
    if (std::min(wanted, most) > m_warningArea->height())
        m_warningArea->setFixedHeight(std::min(wanted, most));
}

QLayout* PositionView::makeHead()
{
    m_positions->setObjectName(QStringLiteral("positionComboBox"));
    m_positions->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_positions->setFixedWidth(fontMetrics().horizontalAdvance(QStringLiteral("000")) + 40);
    m_summary->setObjectName(QStringLiteral("positionSummaryLabel"));
    m_summary->setFont(Theme::figures(Theme::small(font())));
    m_summary->setMinimumWidth(leastSummary);
    m_theme.paintIn(m_summary, Ink::Secondary);
    m_positionLabel->setObjectName(QStringLiteral("positionLabel"));
    m_positionLabel->setFont(Theme::semibold(font()));
    m_positionLabel->setBuddy(m_positions);
    nameRows();
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::control);
    head->addWidget(m_positionLabel);
    head->addWidget(m_positions);
    head->addSpacing(spacing::pair);
    head->addWidget(m_summary, 1);
    connect(m_positions, &QComboBox::activated, this, [this](int row) { Q_EMIT rowChosen(std::size_t(row)); });
    return head;
}

QLayout* PositionView::makeWarningHead()
{
    m_warningTitle->setObjectName(QStringLiteral("warningTitleLabel"));
    m_warningTitle->setFont(Theme::semibold(font()));
    m_warningNote->setObjectName(QStringLiteral("warningNoteLabel"));
    m_theme.paintIn(m_warningNote, Ink::Secondary);
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::control);
    head->addWidget(m_warningTitle);
    head->addWidget(m_warningNote, 1);
    return head;
}

QWidget* PositionView::makeWarning(int row)
{
    auto* line = new QWidget(this);
    auto* text = new QLabel(line);
    text->setObjectName(QStringLiteral("warning%1Label").arg(row));
    text->setWordWrap(true);
    text->setTextFormat(Qt::RichText);
    auto* icon = new IconLabel(m_theme.icon(QStringLiteral("data-warning"), Ink::Warning), line);
    icon->setObjectName(QStringLiteral("warning%1IconLabel").arg(row));
    auto* layout = new QHBoxLayout(line);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(icon, 0, Qt::AlignTop);
    layout->addWidget(text, 1);
    m_warnings.push_back(text);
    return line;
}

void PositionView::setGrid(const RoutingGrid* grid, const RunModel* model)
{
    m_grid = grid;
    m_model = model;
    m_row = 0;
    m_first = 0;
    m_last = 0;
    m_shares->setGrid(grid);
    m_shares->setRow(0);
    for (MeasurePane* pane : m_measures)
        pane->setGrid(grid);
    nameRows();
    m_positions->clear();
    m_warningArea->setFixedHeight(fontMetrics().height());
    refresh();
}

std::optional<std::pair<double, double>> PositionView::range() const
{
    return m_measures.front()->range();
}

void PositionView::setRange(std::optional<std::pair<double, double>> range)
{
    for (MeasurePane* pane : m_measures)
        pane->setRange(range);
}

void PositionView::nameRows()
{
    const bool areLayers = m_grid && m_grid->countsExperts();
    m_positionLabel->setText(areLayers ? tr("&Layer") : tr("&Position"));
    m_positions->setToolTip(
        areLayers ? tr("Layer, counted from 0 at the input; also the arrow keys in the heatmap")
                  : tr("Position, counted from 0 at the input; also the arrow keys in the heatmap"));
}

void PositionView::fillPositions()
{
    if (std::size_t(m_positions->count()) == m_grid->rows())
        return;
    m_positions->clear();
    for (const std::int64_t position : m_grid->positions())
        m_positions->addItem(QString::number(position));
    m_positions->setCurrentIndex(int(m_row));
}

void PositionView::setRow(std::size_t row)
{
    m_row = row;
    m_shares->setRow(row);
    m_positions->setCurrentIndex(int(row));
    for (MeasurePane* pane : m_measures)
        pane->setRow(row);
    if (!isEmpty())
        updateSummary();
}

void PositionView::refresh()
{
    if (!m_grid || m_grid->isEmpty())
        return;
    fillPositions();
    m_shares->refresh();
    for (MeasurePane* pane : m_measures)
        pane->refresh();
}

void PositionView::setRecords(std::size_t first, std::size_t last)
{
    m_first = first;
    m_last = last;
    if (isEmpty())
        return;
    m_shares->setRecords(first, last);
    for (MeasurePane* pane : m_measures)
        pane->setRecords(first, last);
    updateSummary();
    updateWarnings();
}

void PositionView::updateSummary()
{
    const std::int64_t position = m_grid->positions()[m_row];
    double best = -1;
    std::int64_t leader = 0;
    double second = 0;
    double self = 0;
    double offset = 0;
    for (std::int64_t layer = 0; layer < m_grid->layers(); ++layer) {
        const double share = m_grid->share(m_first, m_last, m_row, layer);
        second = share > best ? std::max(best, 0.0) : std::max(second, share);
        leader = share > best ? layer : leader;
        best = std::max(best, share);
        self = m_grid->isSelf(m_row, layer) ? share : self;
        offset += share * double(std::abs(layer - position));
    }
    const QString ahead = format::fixed((best - second) * 100, 0);
    const QString points = ahead == QLatin1String("1") ? tr("1 point") : tr("%1 points").arg(ahead);
    if (m_grid->countsExperts()) {
        m_summary->setText(tr("expert %1 leads by %2").arg(leader).arg(points));
        m_summary->setToolTip(m_summary->text());
        return;
    }
    m_summary->setText(tr("layer %1 leads by %2\nself %3; mean offset %4")
                           .arg(leader)
                           .arg(points, format::percent(self), format::fixed(offset, 1)));
    m_summary->setToolTip(m_summary->text() + tr("\nOffset: distance between position and layer chosen"));
}

void PositionView::updateWarnings()
{
    const std::vector<RoutingFinding> found =
        findings(*m_grid, m_last, m_model && m_model->history().config ? &*m_model->history().config : nullptr);
    m_warningTitle->setText(found.empty() ? tr("No warnings") : tr("Warnings"));
    m_warningNote->setText(found.empty()
                               ? tr("at step %1").arg(format::whole(m_grid->step(m_last)))
                               : tr("%1, at step %2").arg(found.size()).arg(format::whole(m_grid->step(m_last))));
    for (std::size_t row = 0; row < m_warnings.size(); ++row) {
        const bool isUsed = row < found.size();
        const QString text = isUsed
            ? QStringLiteral("<b>%1</b>: %2").arg(found[row].subject.toHtmlEscaped(), found[row].detail.toHtmlEscaped())
            : QString();
        if (m_warnings[row]->text() != text)
            m_warnings[row]->setText(text);
        m_warnings[row]->parentWidget()->setVisible(isUsed);
    }
    makeRoomForWarnings();
    Q_EMIT warningsChanged(int(found.size()));
}

} // namespace gui
