#include "gui/pages/CompareTable.h"

#include <algorithm>
#include <vector>

#include <QHeaderView>
#include <QResizeEvent>

#include "gui/models/ComparisonModel.h"
#include "gui/pages/ColumnWidths.h"
#include "gui/pages/CompareDelegate.h"
#include "gui/pages/RowTable.h"

namespace gui {

namespace {

constexpr int leastTextLetters = 10; // of a metric and of a test
constexpr int leastTableRows = 3;    // in a low window

} // namespace

CompareTable::CompareTable(const Theme& theme, ComparisonModel& model, QWidget* parent)
    : QTableView(parent)
{
    setMinimumHeight((leastTableRows + 1) * fontMetrics().lineSpacing()); // with the head
    setModel(&model);
    setItemDelegate(new CompareDelegate(theme, this));
    styleRows(*this);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    QHeaderView* header = horizontalHeader();
    header->setSectionResizeMode(QHeaderView::Fixed);
    header->setMinimumSectionSize(36);
    header->setTextElideMode(Qt::ElideMiddle); // names of groups begin alike
}

void CompareTable::fitColumns()
{
    std::vector<ColumnWidth> columns(ComparisonModel::columns);
    int over = -viewport()->width();
    for (int column = 0; column < ComparisonModel::columns; ++column) {
        if (isColumnHidden(column))
            continue;
        const int head = horizontalHeader()->sectionSizeHint(column);
        const int cells = sizeHintForColumn(column);
        ColumnWidth& each = columns[std::size_t(column)];
        each.width = std::max(head, cells);
        each.least = each.width;
        if (column == ComparisonModel::Baseline || column == ComparisonModel::Value)
            each.least = std::max(cells, horizontalHeader()->minimumSectionSize());
        if (column == ComparisonModel::Metric || column == ComparisonModel::Test)
            each.least = std::max(head, leastTextLetters * fontMetrics().averageCharWidth());
        if (column <= ComparisonModel::Test)
            over += each.width;
    }
    over = narrowWidest(columns, {ComparisonModel::Baseline, ComparisonModel::Value}, over);
    over = narrowWidest(columns, {ComparisonModel::Metric}, over);
    narrowWidest(columns, {ComparisonModel::Test}, over);
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
