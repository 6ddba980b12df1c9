#include "gui/pages/LogPanel.h"

#include <QTableView>
#include <QVBoxLayout>

#include "gui/app/Theme.h"
#include "gui/models/LogFilter.h"
#include "gui/models/WindowLog.h"
#include "gui/pages/LogBar.h"
#include "gui/pages/TablePanel.h"

namespace gui {

LogPanel::LogPanel(WindowLog& log, Theme& theme, QWidget* parent)
    : QWidget(parent)
{
    auto* filter = new LogFilter(log, {WindowLog::Run, WindowLog::Text}, this);
    auto* lines = new TablePanel(
        log, theme, {tr("Nothing happened yet"), tr("What runs and this window have to say appears here.")}, this);
    lines->table()->setObjectName(QStringLiteral("windowLogTableView"));
    lines->table()->setAccessibleName(tr("Log"));
    lines->setFilter(*filter);
    lines->setStretchColumn(WindowLog::Text);
    lines->setFollowsEnd(true);
    auto* bar = new LogBar(*filter, QStringLiteral("windowLog"), theme, this);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, spacing::pair, 0, 0);
    column->setSpacing(spacing::pair);
    auto* top = new QHBoxLayout;
    top->setContentsMargins(spacing::control, 0, spacing::control, 0);
    top->addWidget(bar);
    column->addLayout(top);
    column->addWidget(lines, 1);
}

} // namespace gui

#include "moc_LogPanel.cpp"
