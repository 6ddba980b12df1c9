#pragma once

#include <QAction>
#include <QCoreApplication>
#include <QKeySequence>
#include <QList>

class QMainWindow;
class QMenu;

namespace gui {

class Theme;

/// Actions for what pages have buttons and menus of their own for: views and exports of Compare, pictures, the heatmap's
/// colours, the table of runs. Owned by the window; part of MainActions.
class PageActions {
    Q_DECLARE_TR_FUNCTIONS(PageActions)

public:
    PageActions(Theme& theme, QMainWindow& window);

    QList<QAction*> compareViews;   ///< in the order of Compare's segments
    QList<QAction*> compareExports; ///< one group against the baseline, all groups, each in three formats; the report
    QList<QAction*> reportSections; ///< as reports::allSections(); whoever has the sections names them
    QAction* previousDifference;
    QAction* nextDifference;
    QList<QAction*> pictureExports; ///< as Plot::exportActions()
    QList<QAction*> heatmapColours; ///< as HeatmapPane::colourActions()
    QAction* chooseColumns;
    QAction* groupRuns;
    QAction* sortRuns;
    QAction* showArchived;
    QAction* chooseView;
    QAction* saveView;

    void placeInCompare(QMenu& menu) const;
    QList<QAction*> ofTable() const;

private:
    QAction* make(const char* name, const QString& text, const char* keys, const QString& icon = {});
    void makeCompare();
    void makeExports();
    void makePictures();
    void makeTable();

    Theme& m_theme;
    QMainWindow& m_window;
};

} // namespace gui
