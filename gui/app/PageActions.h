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
/// colours, the table of runs, and all other buttons. Owned by the window; part of MainActions.
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
    /// Menus by page, of what Launch and the run's page have buttons for.
    void placeButtons(QMenu& view) const;
    QList<QAction*> ofTable() const;
    /// Those that press a button, which their data() names: see pressByActions().
    QList<QAction*> ofButtons() const;

private:
    /// An action that presses a button; each key follows those of its page.
    struct Press
    {
        const char* name;
        QString text;
        const char* key;
        const char* button;
        const char* icon = "";
    };

    QAction* make(const char* name, const QString& text, const char* keys, const QString& icon = {});
    void makeCompare();
    void makeExports();
    void makePictures();
    void makeTable();
    QList<QAction*> makePressing(const char* pageKeys, const QList<Press>& buttons);
    void makeButtonsOfLaunch();
    void makeButtonsOfMetrics();
    void makeButtonsOfSamples();
    void makeOtherButtons();

    Theme& m_theme;
    QMainWindow& m_window;
    QList<QAction*> m_ofLaunch;
    QList<QAction*> m_ofMetrics;
    QList<QAction*> m_ofRouting;
    QList<QAction*> m_ofSamples;
    QList<QAction*> m_ofConfiguration;
    QList<QAction*> m_ofLog;
    QList<QAction*> m_ofCheckpoints;
    QList<QAction*> m_ofCompare;
};

} // namespace gui
