#include "gui/pages/SweepBar.h"

#include <algorithm>

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSignalBlocker>
#include <QToolButton>

#include "gui/app/SmallButton.h"
#include "gui/app/Theme.h"

namespace gui {

namespace {

constexpr int axisLetters = 15;
constexpr int groupLetters = 8;

using Entries = QList<std::pair<QString, QString>>;

/// Entries as they are where these are the same, so that an open list is not disturbed.
void refill(QComboBox& box, const Entries& entries, const QString& wanted)
{
    bool isSame = box.count() == entries.size();
    for (int i = 0; isSame && i < box.count(); ++i)
        isSame = box.itemText(i) == entries[i].first && box.itemData(i).toString() == entries[i].second;
    const QString chosen = box.currentData().toString();
    const QSignalBlocker quiet(&box);
    if (!isSame) {
        box.clear();
        for (const auto& [text, data] : entries)
            box.addItem(text, data);
    }
    const int kept = chosen.isEmpty() ? -1 : box.findData(chosen);
    box.setCurrentIndex(kept >= 0 ? kept : std::max(0, box.findData(wanted)));
}

void append(Entries& entries, const std::vector<SweepAxis>& axes)
{
    for (const SweepAxis& axis : axes)
        entries << std::pair(axis.title, QString::fromStdString(axis.key));
}

} // namespace

SweepBar::SweepBar(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_row(new QHBoxLayout(this))
    , m_chosen(new QLabel(this))
    , m_export(new QMenu(this))
{
    m_row->setContentsMargins(0, 0, 0, 0);
    m_row->setSpacing(spacing::control);
    m_y = addChoice(tr("Y"), "sweepY", &SweepBar::axesChanged);
    m_x = addChoice(tr("X"), "sweepX", &SweepBar::axesChanged);
    m_metric = addChoice(tr("Metric"), "sweepMetric", &SweepBar::axesChanged);
    m_cost = addChoice(tr("Cost"), "sweepCost", &SweepBar::axesChanged);
    m_groupBy = addChoice(tr("Group by"), "sweepGroupBy", &SweepBar::groupByChanged);
    m_groupBy->setMinimumContentsLength(groupLetters);
    m_groupBy->setToolTip(tr("“seed”: runs that differ in nothing but their seed are one group"));
    for (QComboBox* box : {m_x, m_y})
        connect(box, &QComboBox::activated, this, [this] { m_isTouched = true; });
    m_row->addStretch();
    m_chosen->setObjectName(QStringLiteral("sweepChosen"));
    theme.paintIn(m_chosen, Ink::Secondary);
    m_row->addWidget(m_chosen);
    m_clear = makeSmallButton(theme, "edit-clear", tr("Clear"), tr("Choose all runs again, and take this out of the filter (Esc)"), this);
    m_clear->setObjectName(QStringLiteral("sweepClearButton"));
    m_clear->hide();
    connect(m_clear, &QToolButton::clicked, this, &SweepBar::cleared);
    m_row->addWidget(m_clear);
    QToolButton* button = makeSmallButton(theme, "document-export", tr("Export"), tr("Save the plot"), this);
    button->setObjectName(QStringLiteral("sweepExportButton"));
    button->setPopupMode(QToolButton::InstantPopup);
    button->setMenu(m_export);
    m_row->addWidget(button);
}

QComboBox* SweepBar::addChoice(const QString& title, const char* name, void (SweepBar::*changed)())
{
    auto* label = new QLabel(title, this);
    auto* box = new QComboBox(this);
    label->setObjectName(QLatin1String(name) + QStringLiteral("Label"));
    box->setObjectName(QLatin1String(name));
    box->setAccessibleName(title);
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(axisLetters);
    box->view()->setTextElideMode(Qt::ElideNone);
    label->setBuddy(box);
    connect(box, &QComboBox::currentIndexChanged, this, changed);
    m_row->addWidget(label);
    m_row->addWidget(box);
    return box;
}

void SweepBar::setMode(SweepMode mode)
{
    const auto show = [this](QComboBox* box, bool isShown) {
        box->setVisible(isShown);
        findChild<QLabel*>(box->objectName() + QStringLiteral("Label"))->setVisible(isShown);
    };
    show(m_x, mode == SweepMode::Scatter);
    show(m_y, mode == SweepMode::Scatter);
    show(m_metric, mode != SweepMode::Scatter);
    show(m_cost, mode == SweepMode::Cost);
    show(m_groupBy, mode != SweepMode::Parallel);
}

void SweepBar::setSweep(const SweepRuns& sweep)
{
    fillAxes(sweep);
    fillGroups(sweep);
}

/// At first a setting with numbers against the deciding metric.
void SweepBar::fillAxes(const SweepRuns& sweep)
{
    Entries metrics;
    Entries costs;
    Entries all;
    append(metrics, sweep.metrics);
    append(costs, sweep.costs);
    append(all, sweep.settings);
    all << costs << metrics;
    const QString metric = QString::fromStdString(sweep.mainMetric);
    std::string first = sweep.settings.empty() ? "seconds" : sweep.settings.front().key;
    for (const SweepAxis& axis : sweep.settings)
        if (!axis.isWords()) {
            first = axis.key;
            break;
        }
    refill(*m_metric, metrics, metric);
    refill(*m_cost, costs, QStringLiteral("seconds"));
    if (!m_isTouched)
        for (QComboBox* box : {m_x, m_y}) {
            const QSignalBlocker quiet(box);
            box->setCurrentIndex(-1);
        }
    refill(*m_x, all, QString::fromStdString(first));
    refill(*m_y, all, metric);
}

void SweepBar::fillGroups(const SweepRuns& sweep)
{
    Entries groups{{tr("seed"), {}}, {tr("name"), QStringLiteral("name")}, {tr("group"), QStringLiteral("group")}};
    for (const SweepAxis& axis : sweep.settings)
        groups << std::pair(QString::fromStdString(axis.key), QString::fromStdString(axis.key));
    refill(*m_groupBy, groups, {});
}

void SweepBar::setBrush(const SweepRuns& sweep, const SweepBrush& brush)
{
    const std::vector<char> chosen = brush.chosen(sweep);
    m_clear->setVisible(!brush.isEmpty());
    m_chosen->setVisible(!brush.isEmpty());
    m_chosen->setText(tr("%1 of %2 runs").arg(std::count(chosen.begin(), chosen.end(), char(1))).arg(chosen.size()));
    m_chosen->setToolTip(brush.filter(sweep));
}

std::string SweepBar::keyOf(const QComboBox& box)
{
    return box.currentData().toString().toStdString();
}

std::string SweepBar::xKey() const
{
    return keyOf(*m_x);
}

std::string SweepBar::yKey() const
{
    return keyOf(*m_y);
}

std::string SweepBar::metricKey() const
{
    return keyOf(*m_metric);
}

std::string SweepBar::costKey() const
{
    return keyOf(*m_cost);
}

std::string SweepBar::groupBy() const
{
    return keyOf(*m_groupBy);
}

} // namespace gui

#include "moc_SweepBar.cpp"
