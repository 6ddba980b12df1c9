#include "gui/pages/RowTable.h"

#include <QHeaderView>
#include <QTableView>

#include "gui/app/Theme.h"

namespace gui {

void styleRows(QTableView& table)
{
    table.setSelectionBehavior(QAbstractItemView::SelectRows);
    table.setEditTriggers(QAbstractItemView::NoEditTriggers);
    table.setAlternatingRowColors(true);
    table.setShowGrid(false);
    table.setWordWrap(false);
    table.setFrameShape(QFrame::NoFrame);
    table.setTabKeyNavigation(false);
    table.verticalHeader()->hide();
    table.verticalHeader()->setDefaultSectionSize(Theme::rowHeight(table.font()));
    table.horizontalHeader()->setHighlightSections(false);
}

} // namespace gui
