#include "gui/pages/CostPanel.h"

#include <algorithm>
#include <cmath>

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QScrollBar>
#include <QToolButton>

#include "gui/app/Format.h"
#include "gui/app/IconLabel.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/models/CautionText.h"
#include "gui/models/EngineText.h"
#include "gui/pages/Bars.h"
#include "gui/pages/CostTable.h"

namespace gui {

namespace {

/// The ground of a warning, in the present theme.
class WarningGround final : public QWidget {
public:
    WarningGround(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), m_theme.colours().warningGround); }

private:
    const Theme& m_theme;
};

/// Layers run whole; only a mean over positions that differ has decimals.
QString layerRuns(double value)
{
    return value == std::floor(value) ? format::whole(std::int64_t(value)) : format::value(value);
}

/// "268 × 80 = 21,440"; of a run that goes on, those that are left.
QString stepsText(const engine::CostEstimate& cost)
{
    QString all = format::whole(cost.steps);
    if (cost.firstStep > 0)
        return CostPanel::tr("%1 more, to %2").arg(format::whole(cost.steps - cost.firstStep), all);
    if (cost.stepsPerEpoch <= 0 || cost.steps % cost.stepsPerEpoch != 0)
        return all;
    return QStringLiteral("%1 × %2 = %3")
        .arg(format::whole(cost.stepsPerEpoch), format::whole(cost.steps / cost.stepsPerEpoch), all);
}

/// Of one run whose speed was measured.
double secondsOf(const CostPanel::Price& price)
{
    const engine::CostEstimate& cost = price.checked.result.cost;
    const std::int64_t evaluations =
        engine::evaluationsBetween(cost.firstStep, cost.steps, price.evaluateEvery, cost.stepsPerEpoch);
    return price.speed->secondsPerStep * double(cost.steps - cost.firstStep)
        + price.speed->secondsPerEvaluation * double(evaluations);
}

/// "0.2 GiB of 51 GiB free"
QString diskText(std::int64_t bytes, const LaunchCheck& checked)
{
    const QString needed = format::bytes(double(bytes));
    return checked.bytesFree < 0 ? needed
                                 : CostPanel::tr("%1 of %2 free").arg(needed, format::bytes(double(checked.bytesFree)));
}

/// What is trained under every method stands last: the parts in which methods differ are seen beside each other.
bool belongsToTask(const std::string& name)
{
    return name == "Pooler" || name == "Classification head";
}

/// Colours of the groups: gates always stand out against what they are added to.
int groupColour(const QString& name, int others)
{
    if (name.startsWith(QLatin1String("Gate")))
        return 1;
    if (name.contains(QLatin1String("head"), Qt::CaseInsensitive))
        return 6;
    static constexpr int free[] = {0, 2, 3, 4, 5};
    return free[others % 5];
}

} // namespace

CostPanel::CostPanel(Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_column(nullptr)
    , m_problems(new QLabel)
    , m_content(nullptr)
    , m_measure(makeSmallButton(theme, "chronometer", tr("Measure"), {}, this))
{
    m_measure->setObjectName(QStringLiteral("measureButton"));
    m_measure->setEnabled(false);
    m_measure->hide();
    connect(m_measure, &QToolButton::clicked, this, &CostPanel::measureRequested);
    auto* page = new QWidget(this);
    m_column = new QVBoxLayout(page);
    m_column->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    m_column->setSpacing(spacing::control);
    auto* heading = new QLabel(tr("Cost of one run"), page);
    heading->setFont(Theme::semibold(heading->font()));
    m_column->addWidget(heading);
    m_outdated = makeNotice(QStringLiteral("costOutdated"));
    m_cautions = makeNotice(QStringLiteral("costCautions"));
    m_problems->setParent(page);
    m_problems->setObjectName(QStringLiteral("costProblems"));
    m_problems->setWordWrap(true);
    m_problems->setTextFormat(Qt::PlainText);
    m_problems->setTextInteractionFlags(Qt::TextSelectableByMouse);
    theme.paintIn(m_problems, Ink::Error);
    m_problems->hide();
    m_column->addWidget(m_problems);
    m_content = new QWidget(page);
    m_column->addWidget(m_content);
    m_column->addStretch();
    setWidget(page);
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
}

QLabel* CostPanel::makeNotice(const QString& name)
{
    auto* ground = new WarningGround(m_theme, this);
    ground->setObjectName(name);
    auto* row = new QHBoxLayout(ground);
    row->setContentsMargins(spacing::control, spacing::pair, spacing::control, spacing::pair);
    row->addWidget(new IconLabel(m_theme.icon(QStringLiteral("data-warning"), Ink::Warning), ground), 0, Qt::AlignTop);
    auto* text = new QLabel(ground);
    text->setTextFormat(Qt::PlainText);
    text->setFont(Theme::small(text->font()));
    text->setWordWrap(true);
    m_theme.paintIn(text, Ink::Warning);
    row->addWidget(text, 1);
    ground->hide();
    m_column->addWidget(ground);
    return text;
}

void CostPanel::setOutdated(const QString& words)
{
    m_outdated->setText(words);
    m_outdated->parentWidget()->setVisible(!words.isEmpty() && m_content->layout() != nullptr);
}

void CostPanel::setProblems(const std::vector<engine::Issue>& problems)
{
    QStringList lines;
    for (const engine::Issue& problem : problems)
        lines << issueText(problem);
    m_problems->setText(lines.join(QLatin1Char('\n')));
    m_problems->setVisible(!lines.isEmpty());
}

void CostPanel::setPrice(const Price& price)
{
    QWidget* before = m_content;
    m_measure->setParent(this); // stays when what it stood in goes
    m_content = makeContent(price);
    delete m_column->replaceWidget(before, m_content);
    showCautions(price.checked.result);
    updateGeometry();
    delete before;
    m_content->show();
    m_measure->setVisible(m_measure->parentWidget() != this);
}

void CostPanel::showCautions(const engine::CostResult& result)
{
    QStringList lines;
    for (const engine::DataCaution& caution : result.cautions)
        lines << dataCautionText(caution);
    if (!result.cost.precisionCaution.empty())
        lines << engineText(result.cost.precisionCaution) + QLatin1Char('.');
    m_cautions->setText(lines.join(QLatin1Char('\n')));
    m_cautions->parentWidget()->setVisible(!lines.isEmpty());
}

QWidget* CostPanel::makeContent(const Price& price)
{
    const engine::CostEstimate& cost = price.checked.result.cost;
    CostTable table(m_theme, widget());
    table.widget->setObjectName(QStringLiteral("costTable"));
    if (cost.parameters.total > 0)
        addParameters(table, price);
    if (cost.layerEvaluationsWithoutRouting > 0)
        addEvaluations(table, cost);
    if (cost.memoryNeeded() > 0)
        addMemory(table, price.checked);
    addNeeds(table, price);
    if (price.runs > 1)
        addAllRuns(table, price);
    return table.widget;
}

void CostPanel::addParameters(CostTable& table, const Price& price)
{
    const engine::ParameterCounts& parameters = price.checked.result.cost.parameters;
    table.heading(tr("Trainable parameters"), format::whole(parameters.trainable));
    auto* bar = new ShareBar(m_theme, table.widget);
    table.wide(bar);
    std::vector<engine::ParameterCounts::Group> groups = parameters.groups;
    std::stable_partition(groups.begin(), groups.end(), [](const auto& group) { return !belongsToTask(group.name); });
    std::vector<ShareBar::Part> parts;
    int others = 0;
    for (const engine::ParameterCounts::Group& group : groups) {
        const int colour = groupColour(QString::fromStdString(group.name), others);
        others += colour != 1 && colour != 6;
        parts.push_back({double(group.count), colour});
        table.row(engineText(group.name), format::whole(group.count), new Swatch(m_theme, colour, table.widget));
    }
    bar->setParts(std::move(parts), double(parameters.trainable));
    if (price.hasFixedMixing)
        table.row(tr("Mixing weights, fixed"), format::whole(0));
    const double share = 100.0 * double(parameters.trainable) / double(parameters.total);
    const QString part = tr("%1 % of %2").arg(format::fixed(share, share < 10 ? 2 : 0), format::count(double(parameters.total)));
    const QString gates = format::whole(parameters.gates);
    const QString rest = format::whole(parameters.trainable - parameters.gates);
    table.note(parameters.gates == 0      ? part
                   : price.base.isEmpty() ? tr("%1; gates and mixing weights %2").arg(part, gates)
                                          : tr("%1; %2 alone %3").arg(part, price.base, rest));
}

void CostPanel::addEvaluations(CostTable& table, const engine::CostEstimate& cost)
{
    table.heading(tr("Layer evaluations per pass"));
    const double most = std::max(cost.layerEvaluations, cost.layerEvaluationsWithoutRouting);
    const QString names[] = {tr("this run"), tr("without routing")};
    const double values[] = {cost.layerEvaluations, cost.layerEvaluationsWithoutRouting};
    constexpr int colours[] = {1, 6};
    QLabel* labels[2][2]; // names and values: the bars between them begin and end alike
    for (int i = 0; i < 2; ++i) {
        labels[0][i] = table.label(names[i], table.widget->font());
        labels[1][i] = table.label(layerRuns(values[i]), Theme::medium(table.widget->font()));
        labels[1][i]->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
        auto* bar = new ShareBar(m_theme, table.widget);
        bar->setParts({{values[i], colours[i]}}, most);
        auto* line = new QHBoxLayout;
        line->setSpacing(spacing::control);
        line->addWidget(labels[0][i]);
        line->addWidget(bar, 1);
        line->addWidget(labels[1][i]);
        table.grid->addLayout(line, table.grid->rowCount(), 0, 1, 3);
    }
    for (QLabel*(&both)[2] : labels)
        for (QLabel* label : both)
            label->setMinimumWidth(std::max(both[0]->sizeHint().width(), both[1]->sizeHint().width()));
}

void CostPanel::addMemory(CostTable& table, const LaunchCheck& checked)
{
    const engine::CostEstimate& cost = checked.result.cost;
    table.heading(cost.usesGpu ? tr("GPU memory, estimated") : tr("Memory, estimated"),
                  format::bytes(double(cost.memoryNeeded())));
    const MemoryRoom& memory = checked.memory;
    if (memory.bytes <= 0)
        return;
    auto* bar = new ShareBar(m_theme, table.widget);
    bar->setParts({{double(memory.used), 6}, {double(cost.memoryNeeded()), 1}}, double(memory.bytes));
    table.wide(bar);
    table.note(tr("%1 in use, %2 of %3 free")
                   .arg(format::bytes(double(memory.used)), format::bytes(double(memory.bytes - memory.used)),
                        format::bytes(double(memory.bytes))));
}

void CostPanel::addNeeds(CostTable& table, const Price& price)
{
    const engine::CostEstimate& cost = price.checked.result.cost;
    table.heading(tr("What it takes"));
    if (cost.trainRows > 0)
        table.row(tr("Rows"), tr("%1 train, %2 dev").arg(format::whole(cost.trainRows), format::whole(cost.devRows)));
    if (cost.steps > 0)
        table.row(tr("Steps"), stepsText(cost));
    if (cost.checkpointBytes > 0)
        table.row(tr("Disk, up to"), diskText(price.checked.bytesOfOne, price.checked));
    if (cost.steps > 0)
        addTime(table, price);
    table.path(QStringLiteral("costFolder"), tr("Writes to %1").arg(price.folder), price.folder);
}

void CostPanel::addTime(CostTable& table, const Price& price)
{
    m_measure->setText(price.speed ? tr("Again") : tr("Measure"));
    m_measure->setAccessibleName(m_measure->text());
    const QString what = tr("Prepare the run, train a few of its steps to time them, and forget them");
    m_measure->setToolTip(price.whyNotMeasured.isEmpty() ? what : price.whyNotMeasured);
    m_measure->setEnabled(price.whyNotMeasured.isEmpty());
    const int row = table.grid->rowCount();
    const QString text = price.speed ? tr("Time, from %1 steps").arg(engine::probedSteps) : tr("Time");
    table.grid->addWidget(table.label(text, table.widget->font()), row, 0, 1, 2);
    table.grid->addWidget(m_measure, price.speed ? row + 1 : row, 2, Qt::AlignRight);
    if (!price.speed)
        return;
    QLabel* value = table.label(format::duration(secondsOf(price)), Theme::medium(table.widget->font()));
    value->setObjectName(QStringLiteral("costTime"));
    table.grid->addWidget(value, row, 2, Qt::AlignRight);
    const QString step = format::value(price.speed->secondsPerStep);
    const double evaluation = price.speed->secondsPerEvaluation;
    QLabel* note =
        table.label(evaluation > 0 ? tr("%1 s a step, %2 s an evaluation").arg(step, format::value(evaluation))
                                   : tr("%1 s a step; evaluations not counted").arg(step),
                    Theme::small(table.widget->font()), Ink::Secondary);
    note->setWordWrap(true);
    table.grid->addWidget(note, row + 1, 0, 1, 2);
}

void CostPanel::addAllRuns(CostTable& table, const Price& price)
{
    table.heading(tr("All %1 runs").arg(price.runs));
    if (price.speed && price.checked.result.cost.steps > 0)
        table.row(tr("Time, each as above"), format::duration(secondsOf(price) * price.runs));
    if (price.checked.bytesNeeded > 0)
        table.row(tr("Disk, up to"), diskText(price.checked.bytesNeeded, price.checked));
    table.row(tr("Starts"), price.waiting == 0   ? tr("at once")
                            : price.waiting == 1 ? tr("after 1 waiting run")
                                                 : tr("after %1 waiting runs").arg(price.waiting));
}

QSize CostPanel::minimumSizeHint() const
{
    const QSize least = QScrollArea::minimumSizeHint();
    return {widget()->minimumSizeHint().width() + verticalScrollBar()->sizeHint().width(), least.height()};
}

} // namespace gui

#include "moc_CostPanel.cpp"
