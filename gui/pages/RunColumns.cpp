#include "gui/pages/RunColumns.h"

#include <cmath>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "gui/app/Theme.h"
#include "gui/models/RunCells.h"
#include "gui/models/RunView.h"
#include "storage/runs/StepMetric.h"

namespace gui {

RunColumns::RunColumns(const storage::RunTable& table, const std::vector<std::string>& chosen, QWidget* parent)
    : QDialog(parent)
    , m_words(new QLineEdit(this))
    , m_keys(new QTreeWidget(this))
    , m_metric(new QComboBox(this))
    , m_step(new QSpinBox(this))
{
    setObjectName(QStringLiteral("runColumns"));
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowTitle(tr("Columns"));
    resize(420, 480);
    for (const std::string& key : chosen)
        m_chosen << QString::fromStdString(key);
    m_words->setObjectName(QStringLiteral("columnFilter"));
    m_words->setPlaceholderText(tr("Find a key"));
    m_words->setAccessibleName(m_words->placeholderText());
    m_words->setClearButtonEnabled(true);
    m_keys->setObjectName(QStringLiteral("columnKeys"));
    m_keys->setAccessibleName(tr("Keys"));
    m_keys->setColumnCount(2);
    m_keys->setHeaderLabels({tr("Column"), tr("Key")});
    m_keys->setUniformRowHeights(true);
    m_keys->header()->setSectionResizeMode(0, QHeaderView::Stretch);
    fill(table);
    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_words, &QLineEdit::textChanged, this, &RunColumns::filter);
    connect(m_keys, &QTreeWidget::itemChanged, this, &RunColumns::take);
    // The box that the space bar ticks is the first column's, wherever the row was clicked.
    connect(m_keys, &QTreeWidget::currentItemChanged, m_keys,
            [this](QTreeWidgetItem* item) { m_keys->setCurrentItem(item, 0); });
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(spacing::page, spacing::page, spacing::page, spacing::page);
    column->setSpacing(spacing::control);
    column->addWidget(m_words);
    column->addWidget(m_keys, 1);
    column->addWidget(makeStepRow(table));
    column->addWidget(buttons);
}

void RunColumns::fill(const storage::RunTable& table)
{
    using enum storage::RunTable::Source;
    const std::pair<storage::RunTable::Source, QString> sources[] = {
        {Fact, tr("Run")}, {Metric, tr("Metrics")}, {Configuration, tr("Configuration")}, {Environment, tr("Environment")}};
    for (const auto& [source, title] : sources) {
        auto* top = new QTreeWidgetItem(m_keys, {title});
        top->setFlags(Qt::ItemIsEnabled);
        for (std::size_t column = 0; column < table.columnCount(); ++column) {
            const std::string& name = table.key(column);
            if (table.source(column) != source || name == "name" || name == "colour" || name == checkedKey)
                continue;
            addKey(*top, name);
        }
        if (source == Metric)
            m_metrics = top;
        top->setHidden(top->childCount() == 0);
        top->setExpanded(true);
    }
}

QTreeWidgetItem* RunColumns::addKey(QTreeWidgetItem& top, const std::string& name)
{
    const QString key = QString::fromStdString(name);
    auto* item = new QTreeWidgetItem(&top, {columnTitle(name), key});
    item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    item->setCheckState(0, m_chosen.contains(key) ? Qt::Checked : Qt::Unchecked);
    return item;
}

/// "Metric [accuracy] at step [100] [Add]"; of no use before there is an evaluation.
QWidget* RunColumns::makeStepRow(const storage::RunTable& table)
{
    auto* row = new QWidget(this);
    for (std::size_t column = 0; column < table.columnCount(); ++column)
        if (const QString key = QString::fromStdString(table.key(column)); key.startsWith(QLatin1String("last.")))
            m_metric->addItem(key.mid(5));
    double last = 0;
    for (std::size_t run = 0; run < table.runCount(); ++run)
        last = std::fmax(last, table.numberOf(run, "step"));
    m_metric->setObjectName(QStringLiteral("stepMetric"));
    m_metric->setAccessibleName(tr("Metric at a step"));
    m_step->setObjectName(QStringLiteral("metricStep"));
    m_step->setAccessibleName(tr("Step"));
    m_step->setToolTip(tr("The newest value up to this step, of runs that came as far"));
    m_step->setRange(0, 1'000'000'000);
    m_step->setGroupSeparatorShown(true);
    m_step->setValue(int(last));
    auto* add = new QPushButton(tr("Add"), row);
    add->setObjectName(QStringLiteral("addStepMetric"));
    add->setToolTip(tr("Add this as a column"));
    add->setAutoDefault(false);
    connect(add, &QPushButton::clicked, this, &RunColumns::addStepMetric);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing::control);
    layout->addWidget(m_metric, 1);
    layout->addWidget(new QLabel(tr("at step"), row));
    layout->addWidget(m_step);
    layout->addWidget(add);
    row->setEnabled(m_metric->count() > 0);
    return row;
}

void RunColumns::addStepMetric()
{
    const std::string key = storage::StepMetric{m_metric->currentText().toStdString(), m_step->value()}.key();
    const QList<QTreeWidgetItem*> found = m_keys->findItems(QString::fromStdString(key), Qt::MatchExactly | Qt::MatchRecursive, 1);
    QTreeWidgetItem* item = found.isEmpty() ? addKey(*m_metrics, key) : found.first();
    item->setCheckState(0, Qt::Checked); // and is taken
    m_keys->scrollToItem(item);
}

void RunColumns::filter(const QString& words)
{
    for (int i = 0; i < m_keys->topLevelItemCount(); ++i) {
        QTreeWidgetItem* top = m_keys->topLevelItem(i);
        bool isAnyShown = false;
        for (int j = 0; j < top->childCount(); ++j) {
            QTreeWidgetItem* item = top->child(j);
            const bool isShown = item->text(0).contains(words, Qt::CaseInsensitive)
                || item->text(1).contains(words, Qt::CaseInsensitive);
            item->setHidden(!isShown);
            isAnyShown = isAnyShown || isShown;
        }
        top->setHidden(!isAnyShown);
    }
}

void RunColumns::take(QTreeWidgetItem* item)
{
    const QString key = item->text(1);
    if (key.isEmpty())
        return;
    m_chosen.removeAll(key);
    if (item->checkState(0) == Qt::Checked)
        m_chosen << key;
    Q_EMIT chosen(m_chosen);
}

} // namespace gui

#include "moc_RunColumns.cpp"
