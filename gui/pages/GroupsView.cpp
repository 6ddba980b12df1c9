#include "gui/pages/GroupsView.h"

#include <cstdint>

#include <QHeaderView>
#include <QLabel>
#include <QTableWidget>
#include <QVBoxLayout>

#include "gui/app/Format.h"
#include "gui/app/Theme.h"
#include "gui/models/MetricTitles.h"
#include "gui/pages/GroupNames.h"
#include "gui/pages/RowTable.h"
#include "gui/report/GroupsTable.h"

namespace gui {

namespace {

QString groupsColumnTitle(const reports::GroupsTable::Column& column, bool isSquaredError)
{
    return GroupsView::tr("%1, %2").arg(QString::fromStdString(column.task),
                                        scoreNameWithUnit(column.metric.key, column.metric.split, isSquaredError));
}

QString groupsNote(const reports::GroupsTable& table, std::int64_t seedTests, const engine::ComparisonOptions& options)
{
    const QString error = format::shortForm(1 - options.resampling.level);
    const QString mean = GroupsView::tr("Mean ± half of its %1 interval (Student t), runs in brackets. ")
                             .arg(levelWords(options.resampling.level));
    const QString tests = QString::fromStdString(table.testsText());
    if (tests.isEmpty())
        return mean + GroupsView::tr("No difference could be tested over seeds.");
    if (seedTests == 1)
        return mean
            + GroupsView::tr("* differs from the baseline (%1), p < %2; one test, so no correction.").arg(tests, error);
    return mean
        + (options.isCorrected
               ? GroupsView::tr("* differs from the baseline (%1), p < %2 after Holm over %3 tests.")
                     .arg(tests, error)
                     .arg(seedTests)
               : GroupsView::tr("* differs from the baseline (%1), p < %2, not corrected for the number of tests.")
                     .arg(tests, error));
}

} // namespace

GroupsView::GroupsView(Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableWidget(this))
    , m_note(new QLabel(this))
{
    m_table->setObjectName(QStringLiteral("groupsTable"));
    m_table->setAccessibleName(tr("All groups"));
    styleRows(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_note->setObjectName(QStringLiteral("groupsNote"));
    m_note->setWordWrap(true);
    m_note->setFont(Theme::small(m_note->font()));
    m_note->setContentsMargins(spacing::page, 0, spacing::page, 0);
    theme.paintIn(m_note, Ink::Secondary);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(spacing::pair);
    column->addWidget(m_table, 1);
    column->addWidget(m_note);
}

void GroupsView::setResult(const CompareResult& result, const engine::ComparisonOptions& options)
{
    using reports::GroupsTable;
    const GroupsTable table(result.comparison, options, groupNamesOf(result), GroupsTable::Metrics::All);
    m_table->clear();
    m_table->setRowCount(int(table.rows().size()));
    m_table->setColumnCount(int(table.columns().size()) + 1);
    QStringList titles{tr("Group")};
    for (const GroupsTable::Column& column : table.columns())
        titles << groupsColumnTitle(column, result.hasSquaredError);
    m_table->setHorizontalHeaderLabels(titles);
    for (int column = 0; column < m_table->columnCount(); ++column)
        m_table->horizontalHeaderItem(column)->setToolTip(titles[column]);
    m_table->horizontalHeaderItem(0)->setTextAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    for (int row = 0; row < m_table->rowCount(); ++row) {
        const GroupsTable::Row& group = table.rows()[std::size_t(row)];
        const QString name = QString::fromStdString(group.name);
        m_table->setItem(row, 0, new QTableWidgetItem(group.isBaseline ? tr("%1, baseline").arg(name) : name));
        for (int column = 1; column < m_table->columnCount(); ++column) {
            const GroupsTable::Cell& cell = group.cells[std::size_t(column) - 1];
            auto* item = new QTableWidgetItem(QString::fromStdString(table.cellText(cell)));
            item->setFont(Theme::figures(m_table->font()));
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
            m_table->setItem(row, column, item);
        }
    }
    m_note->setText(groupsNote(table, result.comparison.seedTests, options));
}

} // namespace gui

#include "moc_GroupsView.cpp"
