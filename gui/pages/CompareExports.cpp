#include "gui/pages/ComparePage.h"

#include <tuple>
#include <utility>

#include <QAction>
#include <QMenu>

#include "gui/app/FileDialogs.h"
#include "gui/models/ComparisonModel.h"
#include "gui/pages/CompareBar.h"
#include "gui/pages/GroupNames.h"
#include "gui/plots/GroupPlot.h"
#include "gui/plots/PairedPlot.h"
#include "gui/plots/RoutingHeatmap.h"
#include "gui/report/GroupsTable.h"

namespace gui {

void ComparePage::makeExports()
{
    addTableExports(*m_bar->exportMenu(), QStringLiteral("comparison"), &ComparePage::exportTable);
    addTableExports(*m_bar->exportMenu()->addMenu(tr("All groups, as a table")), QStringLiteral("groups"),
                    &ComparePage::exportGroups);
    m_bar->exportMenu()->addSeparator();
    const std::pair<QString, Plot*> plots[] = {
        {tr("Curves"), m_curves}, {tr("Paired by seed"), m_pairs}, {tr("Routing difference"), m_routing}};
    for (const auto& [title, plot] : plots) {
        QMenu* menu = m_bar->exportMenu()->addMenu(title);
        menu->addActions(plot->exportActions());
        if (plot == m_routing)
            m_routingExport = menu;
    }
}

void ComparePage::addTableExports(QMenu& menu, const QString& name, TableExport write)
{
    using enum storage::TableFormat;
    const std::tuple<QString, storage::TableFormat, QString> tables[] = {
        {tr("Table as CSV…"), Csv, QStringLiteral("csv")},
        {tr("Table as Markdown…"), Markdown, QStringLiteral("md")},
        {tr("Table as LaTeX…"), Latex, QStringLiteral("tex")}};
    for (const auto& [title, format, suffix] : tables) {
        QAction* action = menu.addAction(title);
        action->setObjectName(QStringLiteral("%1_%2").arg(name, suffix));
        connect(action, &QAction::triggered, this, [this, write, format = format, name, suffix = suffix] {
            if (m_result == nullptr)
                return;
            m_dialogs.saveFile(
                this,
                {tr("Save the table"), QStringLiteral("%1.%2").arg(name, suffix), QStringLiteral("*.%1").arg(suffix)},
                [this, write, format](const QString& path) { (this->*write)(format, path); });
        });
    }
}

void ComparePage::exportTable(storage::TableFormat format, const QString& path)
{
    const bool isForPrograms = format == storage::TableFormat::Csv;
    writeTable(storage::tableText(isForPrograms ? m_numbers->values() : m_numbers->table(m_bar->showsHolm()), format),
               path);
}

void ComparePage::exportGroups(storage::TableFormat format, const QString& path)
{
    if (m_result == nullptr) { // other runs were chosen while the file was
        Q_EMIT troubled(tr("%1 was not written: nothing is compared any more").arg(path));
        return;
    }
    const reports::GroupsTable table(m_result->comparison, options(), groupNamesOf(*m_result));
    writeTable(table.text(format), path);
}

void ComparePage::writeTable(const std::string& text, const QString& path)
{
    m_dialogs.write(this, path, [text] { return QByteArray::fromStdString(text); }, [this](const QString& problem) {
        if (!problem.isEmpty())
            Q_EMIT troubled(problem);
    });
}

} // namespace gui
