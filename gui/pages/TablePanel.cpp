#include "gui/pages/TablePanel.h"

#include <memory>

#include <QHeaderView>
#include <QScrollBar>
#include <QTableView>
#include <QVBoxLayout>

#include "gui/pages/EmptyHint.h"
#include "gui/pages/RowTable.h"

namespace gui {

TablePanel::TablePanel(QAbstractItemModel& model, Theme& theme, const Hint& hint, QWidget* parent)
    : QWidget(parent)
    , m_table(new QTableView(this))
{
    m_table->setModel(&model);
    styleRows(*m_table);
    m_table->verticalHeader()->setMinimumSectionSize(16);
    m_table->horizontalHeader()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    // Widths follow the rows in sight, not thousands of them.
    m_table->horizontalHeader()->setResizeContentsPrecision(0);
    new EmptyHint(theme, m_table, hint.title, hint.text);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_table);
}

void TablePanel::setFilter(QAbstractItemModel& filter)
{
    const QItemSelectionModel* before = m_table->selectionModel();
    m_table->setModel(&filter);
    delete before;
}

void TablePanel::setStretchColumn(int column)
{
    m_table->horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
}

void TablePanel::setFollowsEnd(bool follows)
{
    if (!follows)
        return;
    auto atEnd = std::make_shared<bool>(true);
    connect(m_table->model(), &QAbstractItemModel::rowsAboutToBeInserted, this, [this, atEnd] {
        const QScrollBar* bar = m_table->verticalScrollBar();
        *atEnd = bar->value() == bar->maximum();
    });
    connect(m_table->model(), &QAbstractItemModel::rowsInserted, this, [this, atEnd] {
        if (*atEnd)
            m_table->scrollToBottom();
    });
}

} // namespace gui

#include "moc_TablePanel.cpp"
