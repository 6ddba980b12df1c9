#include "gui/app/PageActions.h"

#include <QMainWindow>
#include <QMenu>

#include "gui/app/Theme.h"
#include "gui/report/ComparisonReport.h"

namespace gui {

PageActions::PageActions(Theme& theme, QMainWindow& window)
    : m_theme(theme)
    , m_window(window)
{
    makeCompare();
    makeExports();
    makePictures();
    makeTable();
}

QAction* PageActions::make(const char* name, const QString& text, const char* keys, const QString& icon)
{
    auto* action = new QAction(text, &m_window);
    action->setObjectName(QString::fromLatin1(name));
    if (!icon.isEmpty())
        action->setIcon(m_theme.icon(icon));
    action->setShortcut(QKeySequence(QString::fromLatin1(keys)));
    m_window.addAction(action);
    return action;
}

void PageActions::makeCompare()
{
    compareViews = {make("compareGroups", tr("Compare: &groups"), "Ctrl+Alt+5"),
                    make("compareScatter", tr("Compare: &scatter"), "Ctrl+Alt+6"),
                    make("compareParallel", tr("Compare: &parallel coordinates"), "Ctrl+Alt+7"),
                    make("compareCost", tr("Compare: &quality over cost"), "Ctrl+Alt+8")};
    previousDifference = make("previousDifference", tr("P&revious difference of the configurations"), "Alt+Shift+Left",
                              QStringLiteral("go-previous"));
    nextDifference = make("nextDifference", tr("&Next difference of the configurations"), "Alt+Shift+Right",
                          QStringLiteral("go-next"));
}

void PageActions::makeExports()
{
    const QString icon = QStringLiteral("document-export");
    compareExports = {make("exportComparisonCsv", tr("Comparison as &CSV…"), "Ctrl+Shift+E, C", icon),
                      make("exportComparisonMarkdown", tr("Comparison as &Markdown…"), "Ctrl+Shift+E, M", icon),
                      make("exportComparisonLatex", tr("Comparison as &LaTeX…"), "Ctrl+Shift+E, L", icon),
                      make("exportGroupsCsv", tr("All groups as CS&V…"), "Ctrl+Shift+E, Shift+C", icon),
                      make("exportGroupsMarkdown", tr("All groups as M&arkdown…"), "Ctrl+Shift+E, Shift+M", icon),
                      make("exportGroupsLatex", tr("All groups as La&TeX…"), "Ctrl+Shift+E, Shift+L", icon),
                      make("exportComparisonReport", tr("&Report of the comparison (HTML)…"), "Ctrl+Shift+E, R", icon)};
    int number = 1;
    for (const reports::Section section : reports::allSections()) {
        const QByteArray name = QByteArrayLiteral("includeSection_") + reports::toText(section);
        const QByteArray keys = QByteArrayLiteral("Ctrl+Shift+E, ") + QByteArray::number(number++ % 10);
        reportSections << make(name.constData(), {}, keys.constData());
        reportSections.last()->setCheckable(true);
    }
}

void PageActions::makePictures()
{
    const QString icon = QStringLiteral("document-export");
    pictureExports = {make("savePicturePng", tr("Save picture as &PNG…"), "Ctrl+Shift+E, P", icon),
                      make("savePictureSvg", tr("Save picture as &SVG…"), "Ctrl+Shift+E, S", icon),
                      make("savePicturePdf", tr("Save picture as P&DF…"), "Ctrl+Shift+E, D", icon),
                      make("copyPicture", tr("&Copy picture"), "Ctrl+Shift+E, K", QStringLiteral("edit-copy"))};
    heatmapColours = {make("heatmapViridis", tr("Heatmap: &Viridis"), "Alt+Shift+8"),
                      make("heatmapCividis", tr("Heatmap: C&ividis"), "Alt+Shift+9"),
                      make("heatmapScale", tr("Heatmap: en&d at the largest value"), "Alt+Shift+0")};
    for (QAction* colours : std::as_const(heatmapColours))
        colours->setCheckable(true);
}

void PageActions::makeTable()
{
    chooseColumns = make("chooseColumns", tr("&Columns of the runs table…"), "Ctrl+Shift+K");
    groupRuns = make("groupRuns", tr("&Group runs by…"), "Ctrl+G");
    sortRuns = make("sortRuns", tr("S&ort runs by…"), "Ctrl+Alt+S");
    showArchived = make("showArchivedRuns", tr("Show &archived runs"), "Ctrl+Shift+A");
    showArchived->setCheckable(true);
    chooseView = make("chooseRunView", tr("Choose a saved &view of the runs…"), "Ctrl+Shift+W");
    saveView = make("saveRunView", tr("&Save this view of the runs…"), "Ctrl+Shift+S");
}

void PageActions::placeInCompare(QMenu& menu) const
{
    menu.addSeparator();
    menu.addActions(compareViews);
    menu.addSeparator();
    menu.addActions({previousDifference, nextDifference});
    menu.addSeparator();
    menu.addMenu(tr("&Export"))->addActions(compareExports);
    menu.addMenu(tr("Sections of the repor&t"))->addActions(reportSections);
}

QList<QAction*> PageActions::ofTable() const
{
    return {chooseColumns, groupRuns, sortRuns, showArchived, chooseView, saveView};
}

} // namespace gui
