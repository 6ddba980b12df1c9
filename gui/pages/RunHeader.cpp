#include "gui/pages/RunHeader.h"

#include <QAction>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "gui/app/ActionText.h"
#include "gui/app/FactRow.h"
#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/EngineText.h"
#include "gui/models/MetricTitles.h"
#include "gui/pages/TrainMoreBar.h"

namespace gui {

namespace {

constexpr int progressSteps = 10000;
constexpr int progressPart = 34; // of the second row
constexpr int secondRow = 100;

QString capitalized(const QString& word)
{
    return word.isEmpty() ? word : word.front().toUpper() + word.mid(1);
}

/// The epoch that is under way: the first from the start on, the last to the end. Where steps decide, or the run ends
/// within its first epoch, how many have passed: "0.09".
QString epochOf(const RunModel& model)
{
    const std::optional<engine::RunConfig>& config = model.history().config;
    if ((config && config->training.steps > 0) || model.epochs() < 1)
        return format::epochs(model.epoch());
    const double epochs = std::ceil(model.epochs());
    const double now = std::clamp(std::floor(model.epoch()) + 1, 1.0, epochs);
    return RunHeader::tr("%1 of %2").arg(format::whole(std::llround(now)), format::whole(std::llround(epochs)));
}

/// How far the run is and what it has reached.
QVector<FactRow::Fact> progressOf(const RunModel& model)
{
    const storage::RunRecord& record = model.record();
    const std::int64_t total = model.totalSteps();
    QVector<FactRow::Fact> facts;
    if (total > 0) {
        facts.append({RunHeader::tr("epoch"), epochOf(model)});
        facts.append(
            {RunHeader::tr("step"), RunHeader::tr("%1 of %2").arg(format::whole(model.step()), format::whole(total))});
    }
    if (const auto left = model.secondsLeft())
        facts.append({RunHeader::tr("left"), format::duration(*left)});
    else if (record.finished && record.finished->wallSeconds > 0)
        facts.append({RunHeader::tr("took"), format::duration(record.finished->wallSeconds)});
    else if (record.finished) // an earlier version knew no more
        facts.append({RunHeader::tr("training time"), format::duration(record.finished->seconds)});
    if (record.best) {
        const std::string& metric = record.best->metric;
        const QString name = markedMetricName(metric, model.history().isNotCausal(metric));
        facts.append({RunHeader::tr("best"),
                      RunHeader::tr("%1 %2 at step %3")
                          .arg(format::value(record.best->value), QString(name).remove(RunHeader::tr(" correlation")),
                               format::whole(record.best->step))});
    }
    return facts;
}

/// How fast the run is, and what it takes of the machine.
QVector<FactRow::Fact> resourcesOf(const RunModel& model)
{
    const storage::RunRecord& record = model.record();
    QVector<FactRow::Fact> facts;
    const bool isMean = record.finished && record.finished->samplesPerSecond > 0; // of all steps, not the newest
    if (const auto speed = model.samplesPerSecond())
        facts.append({isMean ? RunHeader::tr("mean") : RunHeader::tr("speed"),
                      RunHeader::tr("%1 samples/s").arg(format::value(*speed))});
    if (const auto speed = model.tokensPerSecond())
        facts.append({RunHeader::tr("tokens"), RunHeader::tr("%1/s").arg(format::shortForm(std::round(*speed)))});
    if (const auto memory = model.peakMemoryBytes())
        facts.append({model.isMemoryOfGpu() ? RunHeader::tr("peak GPU memory") : RunHeader::tr("peak memory"),
                      format::bytes(*memory)});
    if (record.started)
        facts.append(
            {RunHeader::tr("on"), QString::fromStdString(record.started->device + ", " + record.started->precision)});
    return facts;
}

} // namespace

RunHeader::RunHeader(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_stateIcon(new IconLabel(this))
    , m_state(new QLabel(this))
    , m_facts(new FactRow(theme, this))
    , m_resources(new FactRow(theme, this))
    , m_progress(new QProgressBar(this))
    , m_percent(new QLabel(this))
    , m_reason(new QLabel(this))
    , m_more(makeSmallButton(theme, "list-add", tr("Train more"), tr("Train this run further, as a new run"), this))
    , m_moreBar(new TrainMoreBar(theme, this))
{
    setUpLabels();
    m_more->setObjectName(QStringLiteral("trainMoreToolButton"));
    connect(m_more, &QToolButton::clicked, this, &RunHeader::askTrainMore);
    connect(m_moreBar, &TrainMoreBar::chosen, this, &RunHeader::trainMoreRequested);
    m_facts->setObjectName(QStringLiteral("runFactRow"));
    m_resources->setObjectName(QStringLiteral("runResourceRow"));
    m_progress->setObjectName(QStringLiteral("runProgressBar"));
    m_progress->setRange(0, progressSteps);
    m_progress->setTextVisible(false);
    m_progress->setFixedHeight(8);
    m_progress->setAccessibleName(tr("Progress of the run"));
    auto* first = new QHBoxLayout;
    first->setSpacing(spacing::pair);
    first->addWidget(m_stateIcon);
    first->addWidget(m_state);
    first->addSpacing(spacing::page + spacing::pair);
    first->addWidget(m_facts, 1);
    first->addWidget(m_more);
    auto* second = new QHBoxLayout;
    second->setSpacing(spacing::control);
    second->addWidget(m_progress, progressPart);
    second->addWidget(m_percent);
    second->addSpacing(spacing::control);
    second->addWidget(m_resources, secondRow - progressPart);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(spacing::page, spacing::control, spacing::page, spacing::control);
    layout->setSpacing(spacing::pair);
    layout->addLayout(first);
    layout->addLayout(second);
    layout->addWidget(m_reason);
    layout->addWidget(m_moreBar);
}

void RunHeader::askTrainMore()
{
    if (m_model != nullptr)
        m_moreBar->ask(*m_model);
}

void RunHeader::setTrainMore(const QAction& action)
{
    const auto tell = [this, &action, words = m_more->toolTip()] {
        if (!m_isReadOnly)
            m_more->setToolTip(withKeys(words, action));
    };
    connect(&action, &QAction::changed, this, tell);
    tell();
}

void RunHeader::onlyRead(const QString& reason)
{
    m_isReadOnly = true;
    m_more->setEnabled(false);
    m_more->setToolTip(reason);
}

void RunHeader::setUpLabels()
{
    m_stateIcon->setObjectName(QStringLiteral("runStateIconLabel"));
    m_state->setObjectName(QStringLiteral("runStateLabel"));
    m_percent->setObjectName(QStringLiteral("runPercentLabel"));
    m_reason->setObjectName(QStringLiteral("runReasonLabel"));
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_state->setFont(Theme::medium(font()));
    m_reason->setWordWrap(true);
    m_percent->setFont(Theme::figures(font()));
    m_percent->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_percent->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("100 %")));
    m_theme.paintIn(m_percent, Ink::Secondary);
}

void RunHeader::display(const RunModel* model)
{
    setVisible(model != nullptr);
    const qint64 before = std::exchange(m_run, model ? model->record().id : 0);
    m_model = model;
    m_more->setVisible(TrainMoreBar::canTrainMore(model));
    if (m_run != before || !m_more->isVisibleTo(this))
        m_moreBar->hide();
    if (!model)
        return;
    displayState(*model);
    displayProgress(*model);
}

void RunHeader::displayState(const RunModel& model)
{
    const storage::RunRecord& record = model.record();
    m_stateIcon->setIcon(m_theme.stateIcon(record.state));
    m_state->setText(capitalized(Theme::stateWord(record.state)));
    m_theme.paintNow(m_state, m_theme.stateInk(record.state));
    m_theme.paintNow(m_reason, record.state == storage::RunState::Failed ? Ink::Error : Ink::Secondary);
    const QString reason = engineText(record.reason);
    m_reason->setText(reason);
    m_reason->setVisible(!reason.isEmpty() && reason != Theme::stateWord(record.state));
}

void RunHeader::displayProgress(const RunModel& model)
{
    const storage::RunRecord& record = model.record();
    const std::int64_t total = model.totalSteps();
    m_facts->setFacts(progressOf(model));
    m_resources->setFacts(resourcesOf(model));
    const double share = total > 0 ? double(model.step()) / double(total) : 0;
    m_progress->setValue(int(share * progressSteps));
    m_progress->setEnabled(model.isLive());
    m_percent->setText(format::percent(std::floor(share * 100) / 100));
    m_percent->setVisible(total > 0);
    m_progress->setVisible(total > 0);
    m_resources->setVisible(record.started.has_value());
}

} // namespace gui
