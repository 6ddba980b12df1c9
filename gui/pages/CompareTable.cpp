#include "gui/pages/CompareTable.h"

#include <algorithm>
#include <vector>

#include <QHeaderView>
#include <QResizeEvent>

#include "gui/models/ComparisonModel.h"
#include "gui/pages/ColumnWidths.h"
#include "gui/pages/CompareDelegate.h"
#include "gui/pages/RowTable.h"
#include "gui/pages/WrappedHeader.h"

namespace gui {

namespace {

constexpr int leastTextLetters = 10; // of a metric and of a test
constexpr int leastTableRows = 3;    // in a low window

} // namespace

CompareTable::CompareTable(const Theme& theme, ComparisonModel& model, QWidget* parent)
    : QTableView(parent)
    , m_head(new WrappedHeader(this))
{
    setHorizontalHeader(m_head);
    setMinimumHeight((leastTableRows + 1) * fontMetrics().lineSpacing()); // with the head
    setModel(&model);
    setItemDelegate(new CompareDelegate(theme, this));
    styleRows(*this);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_head->setSectionResizeMode(QHeaderView::Fixed);
    m_head->setMinimumSectionSize(36);
}

void CompareTable::fitColumns()
{
    const std::vector<int> names = {ComparisonModel::Baseline, ComparisonModel::Value};
    std::vector<ColumnWidth> columns(ComparisonModel::columns);
    std::vector<int> numbers(columns.size()); // what they take
    int over = -viewport()->width();
    for (int column = 0; column < ComparisonModel::columns; ++column) {
        if (isColumnHidden(column))
            continue;
        const int head = m_head->sectionSizeHint(column);
        const int cells = sizeHintForColumn(column);
        ColumnWidth& each = columns[std::size_t(column)];
        each.width = std::max(head, cells);
        each.least = each.width;
        numbers[std::size_t(column)] = std::max(cells, m_head->minimumSectionSize());
        if (column == ComparisonModel::Baseline || column == ComparisonModel::Value)
            each.least = std::max(numbers[std::size_t(column)], m_head->leastWidth(column));
        if (column == ComparisonModel::Metric || column == ComparisonModel::Test)
            each.least = std::max(head, leastTextLetters * fontMetrics().averageCharWidth());
        if (column <= ComparisonModel::Test)
            over += each.width;
    }
    over = narrowWidest(columns, names, over);
    over = narrowWidest(columns, {ComparisonModel::Metric}, over);
    over = narrowWidest(columns, {ComparisonModel::Test}, over);
    for (const int name : names)
        columns[std::size_t(name)].least = numbers[std::size_t(name)];
    narrowWidest(columns, names, over);
    for (int column = 0; column < ComparisonModel::columns; ++column)
        if (!isColumnHidden(column))
            setColumnWidth(column, columns[std::size_t(column)].width);
}

void CompareTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    if (event->size().width() != event->oldSize().width()) // not for the bar that wide columns bring
        QMetaObject::invokeMethod(this, &CompareTable::fitColumns, Qt::QueuedConnection);
}

} // namespace gui

#include "moc_CompareTable.cpp"
