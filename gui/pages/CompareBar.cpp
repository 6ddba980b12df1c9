#include "gui/pages/CompareBar.h"

#include <algorithm>
#include <optional>
#include <set>

#include <QAbstractItemView>
#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "gui/app/Format.h"
#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"
#include "gui/pages/ComboEntries.h"
#include "gui/pages/CurveViewPopup.h"
#include "gui/pages/GroupKeysPopup.h"
#include "gui/pages/TestSettingsPopup.h"

namespace gui {

namespace {

constexpr int shortChoice = 5; ///< letters
constexpr int longChoice = 12;
constexpr int stepChoice = 9;
constexpr int leastLegend = 100;
constexpr int runsRole = Qt::UserRole + 1; ///< ids of a compared group's runs
constexpr QChar betweenKeys(u'\n'); ///< of one entry; alone it is the entry that opens the list of keys

QVariantList runIds(const CompareResult& result, const std::vector<std::size_t>& runs)
{
    QVariantList ids;
    for (const std::size_t run : runs)
        ids << QVariant(qlonglong(result.comparison.runs[run].id));
    return ids;
}

QJsonObject jsonOf(const CurveView& view)
{
    return {{QStringLiteral("across"), int(view.axis)},
            {QStringLiteral("logarithmic"), view.isLogarithmic},
            {QStringLiteral("smoothing"), view.smoothing}};
}

CurveView curveViewOf(const QJsonObject& json)
{
    CurveView view;
    const int axis = json[QStringLiteral("across")].toInt(int(view.axis));
    for (const XAxis::Kind kind : {XAxis::Kind::Step, XAxis::Kind::Epoch, XAxis::Kind::Time})
        if (axis == int(kind))
            view.axis = kind;
    view.isLogarithmic = json[QStringLiteral("logarithmic")].toBool();
    view.smoothing = std::clamp(json[QStringLiteral("smoothing")].toDouble(), 0.0, 0.999);
    return view;
}

} // namespace

CompareBar::CompareBar(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
    , m_sides(new QWidget(this))
    , m_legend(new QLabel(m_sides))
    , m_all(new QCheckBox(tr("All groups"), m_sides))
    , m_curves(new QWidget(this))
    , m_groupKeys(new GroupKeysPopup(this))
    , m_tests(new TestSettingsPopup(this))
    , m_curveView(new CurveViewPopup(this))
    , m_export(new QMenu(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(spacing::control);
    m_legend->setObjectName(QStringLiteral("compareLegend"));
    m_legend->setTextFormat(Qt::RichText);
    m_legend->setMinimumWidth(leastLegend);
    auto* sides = new QHBoxLayout(m_sides);
    sides->setContentsMargins(0, 0, 0, 0);
    sides->setSpacing(spacing::control);
    sides->addWidget(m_legend, 1);
    m_task = makeChoice(tr("Task"), "compareTask", &CompareBar::viewChanged);
    m_against = makeChoice(tr("Group that is compared with the baseline"), "compareAgainst", &CompareBar::viewChanged);
    m_all->setObjectName(QStringLiteral("compareAllGroups"));
    m_all->setToolTip(tr("All groups and tasks side by side in the table, instead of one group against the baseline"));
    connect(m_all, &QCheckBox::toggled, this, &CompareBar::viewChanged);
    sides->addWidget(m_task);
    sides->addWidget(m_against);
    sides->addWidget(m_all);
    m_groupBy = addChoice(tr("Group by"), "compareGroupBy", &CompareBar::takeGroupKey);
    makeCurves();
    m_value = addChoice(tr("Value"), "compareValue", &CompareBar::choiceChanged);
    m_interval = addChoice(tr("Interval"), "compareInterval", &CompareBar::choiceChanged);
    m_correction = addChoice(tr("Correction"), "compareCorrection", &CompareBar::viewChanged);
    showGroupKeys();
    connect(m_groupKeys, &GroupKeysPopup::changed, this, [this] {
        m_grouping = m_groupKeys->chosen();
        showGroupKeys();
        Q_EMIT choiceChanged();
    });
    fillValues({}, {});
    fillIntervals(m_tests->settings().resampling.level, QStringLiteral("t"));
    setEntries(*m_correction, {{tr("Holm"), QStringLiteral("holm")}, {tr("none"), QStringLiteral("none")}}, QStringLiteral("holm"));
    m_interval->setMinimumContentsLength(longChoice);
    for (QComboBox* box : {m_against, m_groupBy, m_curve})
        box->setMinimumContentsLength(shortChoice + 2);
    m_all->hide();
    m_task->hide();
    m_against->hide();
    makeTestsButton();
    QToolButton* button = makeSmallButton(theme, "document-export", tr("Export"), tr("Save the table, a plot or a report"), this);
    button->setObjectName(QStringLiteral("compareExportButton"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(m_export);
    m_row->addStretch();
    m_row->addWidget(button);
}

void CompareBar::makeCurves()
{
    m_curve = makeChoice(tr("Curve"), "compareCurve", &CompareBar::choiceChanged);
    QToolButton* button = makeSmallButton(m_theme, "configure", {}, tr("Axes and smoothing of the curves"), m_curves);
    button->setObjectName(QStringLiteral("curveViewButton"));
    connect(button, &QToolButton::clicked, m_curveView, [this, button] { m_curveView->showBelow(*button); });
    connect(m_curveView, &CurveViewPopup::drawingChanged, this, &CompareBar::viewChanged);
    connect(m_curveView, &CurveViewPopup::smoothingChanged, this, &CompareBar::choiceChanged);
    auto* row = new QHBoxLayout(m_curves);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(spacing::pair);
    row->addWidget(m_curve);
    row->addWidget(button);
}

CurveView CompareBar::curveView() const
{
    return m_curveView->view();
}

void CompareBar::makeTestsButton()
{
    QToolButton* button =
        makeSmallButton(m_theme, "configure", {},
                        tr("Test settings: metrics, level, the width within which scores count as equal (ROPE), "
                           "resampling"),
                        this);
    button->setObjectName(QStringLiteral("testSettingsButton"));
    connect(button, &QToolButton::clicked, m_tests, [this, button] { m_tests->showBelow(*button); });
    connect(m_tests, &TestSettingsPopup::changed, this, &CompareBar::choiceChanged);
    m_row->addWidget(button);
}

QComboBox* CompareBar::addChoice(const QString& title, const char* name, void (CompareBar::*changed)())
{
    auto* label = new QLabel(title, this);
    QComboBox* box = makeChoice(title, name, changed);
    label->setBuddy(box);
    m_row->addWidget(label);
    m_row->addWidget(box);
    return box;
}

QComboBox* CompareBar::makeChoice(const QString& title, const char* name, void (CompareBar::*changed)())
{
    auto* box = new QComboBox(this);
    box->setObjectName(QString::fromLatin1(name));
    box->setAccessibleName(title);
    box->setToolTip(title);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // long keys leave the legend its room
    box->setMinimumContentsLength(shortChoice);
    box->view()->setTextElideMode(Qt::ElideNone);
    connect(box, &QComboBox::currentIndexChanged, this, changed);
    return box;
}

CompareChoice CompareBar::choice() const
{
    CompareChoice choice;
    for (const QString& key : m_grouping)
        choice.groupBy.push_back(key.toStdString());
    choice.tests = m_tests->settings();
    const std::string value = m_value->currentData().toString().toStdString();
    choice.tests.value = engine::comparedValueFromText(value).value_or(engine::ComparedValue{});
    choice.band = m_interval->currentData().toString() == QLatin1String("t") ? BandKind::StudentT : BandKind::Bootstrap;
    choice.curveKey = m_curve->currentData().toString().toStdString();
    choice.smoothing = curveView().smoothing;
    return choice;
}

QString CompareBar::state() const
{
    const QJsonObject state{{QStringLiteral("group_by"), QJsonArray::fromStringList(m_grouping)},
                            {QStringLiteral("tests"), toText(choice().tests)},
                            {QStringLiteral("interval"), m_interval->currentData().toString()},
                            {QStringLiteral("correction"), m_correction->currentData().toString()},
                            {QStringLiteral("curves"), jsonOf(curveView())}};
    return QString::fromUtf8(QJsonDocument(state).toJson(QJsonDocument::Compact));
}

void CompareBar::setState(const QString& state)
{
    const QJsonObject object = QJsonDocument::fromJson(state.toUtf8()).object();
    GroupKeysPopup::Keys keys;
    QStringList chosen;
    for (const QVariant& key : object[QStringLiteral("group_by")].toArray().toVariantList()) {
        chosen << key.toString();
        keys << std::pair(key.toString(), key.toString());
    }
    m_grouping = chosen;
    m_groupKeys->setKeys(keys, chosen);
    showGroupKeys();
    const TestSettings tests = testSettingsFromText(object[QStringLiteral("tests")].toString());
    m_tests->setSettings(tests);
    m_curveView->setView(curveViewOf(object[QStringLiteral("curves")].toObject()));
    fillValues(tests.value, {});
    fillIntervals(tests.resampling.level, object[QStringLiteral("interval")].toString());
    const QSignalBlocker quiet(m_correction);
    m_correction->setCurrentIndex(std::max(0, m_correction->findData(object[QStringLiteral("correction")].toString())));
}

std::size_t CompareBar::task() const
{
    return std::size_t(std::max(0, m_task->currentIndex()));
}

std::size_t CompareBar::against() const
{
    return std::size_t(std::max(0, m_against->currentIndex()));
}

bool CompareBar::showsHolm() const
{
    return m_correction->currentData().toString() == QLatin1String("holm");
}

bool CompareBar::showsAllGroups() const
{
    return m_all->isChecked() && !m_all->isHidden();
}

void CompareBar::setResult(const CompareResult& result)
{
    fillTasks(result);
    const std::size_t task = this->task();
    fillGroups(result, task);
    fillGroupKeys(result);
    fillCurves(result);
    fillValues(result.options.value, result.steps);
    fillIntervals(result.options.resampling.level, m_interval->currentData().toString());
    m_tests->setMetrics(result.metrics, result.options.metrics);
    m_curveView->setEpochsKnown(result.tasks[task].stepsPerEpoch > 0);
    setLegend(result.tasks[task]);
}

void CompareBar::fillTasks(const CompareResult& result)
{
    ComboEntries tasks;
    for (const ComparedTask& each : result.tasks)
        tasks << std::pair(each.name, ownKey(tasks, each.name));
    setEntries(*m_task, tasks, m_task->currentData().toString());
    m_task->setVisible(tasks.size() > 1);
}

/// The group that was compared before stays: one that has a run of it, or else its label, which says no more than what
/// tells it from the groups beside it.
void CompareBar::fillGroups(const CompareResult& result, std::size_t task)
{
    const QVariantList before = m_against->currentData(runsRole).toList();
    std::optional<QString> chosen;
    ComboEntries groups;
    QList<QVariantList> runs;
    const engine::TaskComparison* tested = result.tested(task);
    for (std::size_t i = 0; tested != nullptr && i < tested->against.size(); ++i) {
        const std::size_t index = tested->against[i].group;
        const engine::RunGroup& group = tested->groups.groups[index];
        groups << std::pair(result.tasks[task].groups[index].name,
                            ownKey(groups, QString::fromStdString(group.label)));
        runs << runIds(result, group.runs);
        const auto wasCompared = [&](const QVariant& run) { return before.contains(run); };
        if (!chosen && std::any_of(runs.last().cbegin(), runs.last().cend(), wasCompared))
            chosen = groups.last().second;
    }
    setEntries(*m_against, groups, chosen.value_or(m_against->currentData().toString()));
    for (int i = 0; i < runs.size(); ++i)
        m_against->setItemData(i, runs[i], runsRole);
    m_against->setVisible(groups.size() > 1);
    m_all->setVisible(groups.size() > 1 || result.comparison.tasks.size() > 1);
}

/// Keys chosen that no longer differ are there, but none that no run has: those are wanted again where one has them.
void CompareBar::fillGroupKeys(const CompareResult& result)
{
    GroupKeysPopup::Keys keys{{tr("name"), QStringLiteral("name")}, {tr("group"), QStringLiteral("group")}};
    for (const std::string& key : result.varyingKeys)
        keys << std::pair(QString::fromStdString(key), QString::fromStdString(key));
    QStringList chosen;
    for (const std::string& key : choice().groupBy) {
        if (!result.configKeys.contains(key))
            continue;
        chosen << QString::fromStdString(key);
        if (std::none_of(keys.begin(), keys.end(), [&](const auto& each) { return each.second == chosen.last(); }))
            keys << std::pair(chosen.last(), chosen.last());
    }
    m_groupKeys->setKeys(keys, chosen);
    showGroupKeys();
}

void CompareBar::showGroupKeys()
{
    const QStringList chosen = m_groupKeys->chosen();
    const QString words = chosen.join(QStringLiteral(", "));
    GroupKeysPopup::Keys entries{{tr("seed"), {}}};
    entries << m_groupKeys->keys();
    if (chosen.size() > 1)
        entries << std::pair(words, chosen.join(betweenKeys));
    entries << std::pair(tr("Several keys…"), QString(betweenKeys));
    setEntries(*m_groupBy, entries, chosen.join(betweenKeys));
    m_groupBy->setToolTip(chosen.size() > 1 ? tr("Group by %1").arg(words) : tr("Group by"));
}

void CompareBar::takeGroupKey()
{
    const QString entry = m_groupBy->currentData().toString();
    if (entry == QString(betweenKeys)) {
        showGroupKeys(); // the entry before is current again
        QMetaObject::invokeMethod(this, [this] { m_groupKeys->showBelow(*m_groupBy); }, Qt::QueuedConnection);
        return;
    }
    m_grouping = entry.split(betweenKeys, Qt::SkipEmptyParts);
    m_groupKeys->setKeys(m_groupKeys->keys(), m_grouping);
    Q_EMIT choiceChanged();
}

void CompareBar::fillCurves(const CompareResult& result)
{
    ComboEntries keys;
    for (std::size_t i = 0; i < result.curveKeys.size(); ++i)
        keys << std::pair(result.curveNames[i], QString::fromStdString(result.curveKeys[i]));
    setEntries(*m_curve, keys, QString::fromStdString(result.curveKey));
}

/// The step chosen is there, whichever others are.
void CompareBar::fillValues(const engine::ComparedValue& chosen, const std::vector<std::int64_t>& steps)
{
    const bool isAtStep = chosen.kind == engine::ComparedValue::Kind::AtStep;
    ComboEntries values{{tr("best"), QStringLiteral("best")}, {tr("last"), QStringLiteral("last")}};
    std::set<std::int64_t> all(steps.begin(), steps.end());
    if (isAtStep)
        all.insert(chosen.step);
    for (const std::int64_t step : all)
        values << std::pair(tr("step %1").arg(format::whole(step)), QString::number(step));
    setEntries(*m_value, values, QString::fromStdString(engine::toText(chosen)));
    m_value->setMinimumContentsLength(isAtStep ? stepChoice : shortChoice);
}

void CompareBar::fillIntervals(double level, const QString& chosen)
{
    const QString text = levelWords(level);
    setEntries(*m_interval,
               {{tr("%1, Student t").arg(text), QStringLiteral("t")},
                {tr("%1, bootstrap").arg(text), QStringLiteral("bootstrap")}},
               chosen);
}

void CompareBar::setLegend(const ComparedTask& task)
{
    QStringList parts;
    QStringList lines;
    const std::vector<const ComparedGroup*> groups = task.drawnGroups();
    for (std::size_t i = 0; i < groups.size(); ++i) {
        const ComparedGroup& group = *groups[i];
        const std::size_t more = group.drawn.size() - group.runs.size();
        QString runs = group.runs.size() == 1 ? tr("1 run") : tr("%1 runs").arg(group.runs.size());
        if (group.isBaseline)
            runs += tr(", baseline");
        if (more > 0)
            runs += tr(", %1 more drawn").arg(more);
        if (i >= task.groups.size())
            runs += tr(", not tested");
        parts << QStringLiteral("<span style='color:%1'>■</span>&nbsp;<b>%2</b>&nbsp;%3")
                     .arg(m_theme.run(group.colour).name(), group.name.toHtmlEscaped(), runs);
        lines << QStringLiteral("%1: %2").arg(group.name, runs);
    }
    m_legend->setText(parts.join(QStringLiteral("&nbsp;&nbsp; ")));
    m_legend->setToolTip(lines.join(QLatin1Char('\n'))); // where it is cut
}

} // namespace gui

#include "moc_CompareBar.cpp"
