#include "gui/pages/PositionView.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>

#include <cmath>

#include "gui/app/ElidedLabel.h"
#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/Theme.h"
#include "gui/plots/CurvePlot.h"
#include "gui/plots/ShareStack.h"

namespace gui {

namespace {

constexpr int mostWarnings = 5;
constexpr double noGradient = 1e-8; // rounding noise reaches the gate even where the loss does not

} // namespace

PositionView::PositionView(Theme& theme, FileDialogs& dialogs, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_positions(new QComboBox(this))
    , m_summary(new ElidedLabel(this))
    , m_shares(new ShareStack(theme, dialogs, this))
    , m_entropy(new CurvePlot(theme, dialogs, {tr("Entropy"), tr("entropy (nats)")}, this))
    , m_gradient(new CurvePlot(theme, dialogs, {tr("Gate gradient"), tr("gradient norm")}, this))
    , m_warningTitle(new QLabel(tr("Warnings"), this))
    , m_warningNote(new QLabel(this))
    , m_warningRows(new QVBoxLayout)
{
    m_shares->setObjectName(QStringLiteral("positionShareStack"));
    m_entropy->setObjectName(QStringLiteral("entropyCurvePlot"));
    m_gradient->setObjectName(QStringLiteral("gateGradientCurvePlot"));
    m_gradient->setLogarithmic(true);
    m_shares->setMinimumHeight(110);
    auto* plots = new QHBoxLayout;
    plots->setSpacing(spacing::pair);
    for (CurvePlot* plot : {m_entropy, m_gradient}) {
        plot->setCompact(true);
        plot->setMinimumHeight(124);
        plots->addWidget(plot, 1);
        connect(plot, &CurvePlot::rangeChosen, this, [this](double low, double high) { setRange({{low, high}}); });
        connect(plot, &CurvePlot::wholeRangeChosen, this, [this] { setRange(std::nullopt); });
    }
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::control, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::control);
    layout->addLayout(makeHead());
    layout->addWidget(m_shares, 10);
    layout->addLayout(plots, 10);
    layout->addLayout(makeWarningHead());
    for (int row = 0; row < mostWarnings; ++row)
        m_warningRows->addWidget(makeWarning(row));
    m_warningRows->setSpacing(spacing::pair);
    layout->addLayout(m_warningRows);
}

QLayout* PositionView::makeHead()
{
    m_positions->setObjectName(QStringLiteral("positionComboBox"));
    m_positions->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_summary->setObjectName(QStringLiteral("positionSummaryLabel"));
    m_summary->setFont(Theme::figures(Theme::small(font())));
    m_theme.paintIn(m_summary, Ink::Secondary);
    auto* label = new QLabel(tr("&Position"), this);
    label->setFont(Theme::semibold(font()));
    label->setBuddy(m_positions);
    auto* head = new QHBoxLayout;
    head->setSpacing(spacing::control);
    head->addWidget(label);
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

void PositionView::setRange(std::optional<std::pair<double, double>> range)
{
    m_entropy->setRange(range);
    m_gradient->setRange(range);
}

void PositionView::setGrid(const RoutingGrid* grid, const RunModel* model)
{
    m_grid = grid;
    m_model = model;
    m_row = 0;
    m_record = 0;
    m_shares->setGrid(grid);
    m_shares->setRow(0);
    m_entropy->setCurves({});
    m_gradient->setCurves({});
    m_positions->clear();
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
    setRecord(m_record);
}

void PositionView::setRecord(std::size_t record)
{
    m_record = record;
    m_shares->setRecord(record);
    if (!m_grid || record >= m_grid->size() || m_row >= m_grid->rows())
        return;
    fillPositions();
    const bool isNewest = record + 1 == m_grid->size();
    for (CurvePlot* plot : {m_entropy, m_gradient})
        plot->setCrosshair(isNewest ? std::nullopt : std::optional(double(m_grid->step(record))));
    updateSummary();
    updateCurves();
    updateWarnings();
}

void PositionView::updateSummary()
{
    const std::int64_t position = m_grid->positions()[m_row];
    double best = -1;
    double second = 0;
    double self = 0;
    double offset = 0;
    for (std::int64_t layer = 0; layer < m_grid->layers(); ++layer) {
        const double share = m_grid->share(m_record, m_row, layer);
        second = share > best ? std::max(best, 0.0) : std::max(second, share);
        best = std::max(best, share);
        self = m_grid->isSelf(m_row, layer) ? share : self;
        offset += share * double(std::abs(layer - position));
    }
    if (m_grid->countsExperts()) {
        m_summary->setText(tr("expert %1 leads by %2 points")
                               .arg(m_grid->favourite(m_record, m_row))
                               .arg(format::fixed((best - second) * 100, 0)));
        m_summary->setToolTip(m_summary->text());
        return;
    }
    m_summary->setText(tr("layer %1 leads by %2 points; self %3; offset %4")
                           .arg(m_grid->favourite(m_record, m_row))
                           .arg(format::fixed((best - second) * 100, 0), format::percent(self), format::fixed(offset, 1)));
    m_summary->setToolTip(m_summary->text() + tr("\nOffset: mean distance between position and layer chosen"));
}

void PositionView::updateCurves()
{
    const QString name = (m_grid->countsExperts() ? tr("layer %1") : tr("position %1")).arg(m_grid->positions()[m_row]);
    m_entropy->setCurves({{&m_grid->entropy(m_row), name, 0, false},
                          {&m_grid->meanEntropy(), tr("mean of %1").arg(m_grid->rows()), 0, true}});
    m_entropy->setLevel(CurvePlot::Level{m_grid->uniformEntropy(),
                                         tr("uniform, %1").arg(format::fixed(m_grid->uniformEntropy(), 2))});
    m_gradient->setCurves({{&m_grid->gateGradientTask(m_row), tr("task"), 1, false},
                           {&m_grid->gateGradientBalance(m_row), tr("balance"), 2, false}});
    updateGradientMessage();
}

void PositionView::updateGradientMessage()
{
    const MetricSeries& task = m_grid->gateGradientTask(m_row);
    const MetricSeries& balance = m_grid->gateGradientBalance(m_row);
    const auto isZero = [](const MetricSeries& series) {
        return series.isEmpty() || std::abs(series.value(series.size() - 1)) < noGradient;
    };
    if (!m_grid->hasProbability())
        m_gradient->setMessage(tr("This routing has no gate that could learn."));
    else if (task.isEmpty() && balance.isEmpty())
        m_gradient->setMessage(tr("The gate's gradient was not measured."));
    else if (isZero(task) && isZero(balance))
        m_gradient->setMessage(tr("The task loss does not reach the gate, and no balance loss trains it: it stays as it "
                                  "was drawn at the start."));
    else if (isZero(task))
        m_gradient->setMessage(tr("The task loss does not reach the gate: only the balance loss trains it."));
    else
        m_gradient->setMessage({});
    m_gradient->setToolTip(m_grid->hasSharedGate() ? tr("One gate, shared by all positions") : QString());
}

void PositionView::updateWarnings()
{
    const std::vector<RoutingFinding> found = findings(*m_grid, m_record);
    m_warningTitle->setText(found.empty() ? tr("No warnings") : tr("Warnings"));
    m_warningNote->setText(found.empty()
                               ? tr("at step %1").arg(format::whole(m_grid->step(m_record)))
                               : tr("%1, at step %2").arg(found.size()).arg(format::whole(m_grid->step(m_record))));
    for (std::size_t row = 0; row < m_warnings.size(); ++row) {
        const bool isUsed = row < found.size();
        const QString text =
            isUsed ? QStringLiteral("<b>%1</b>: %2").arg(found[row].subject, found[row].detail) : QString();
        if (m_warnings[row]->text() != text)
            m_warnings[row]->setText(text);
        m_warnings[row]->parentWidget()->setVisible(isUsed);
    }
    Q_EMIT warningsChanged(int(found.size()));
}

} // namespace gui
