#pragma once

#include <QAction>
#include <QActionGroup>
#include <QObject>

#include "gui/app/PageActions.h"

class QMainWindow;
class QMenu;
class QToolBar;
class QUndoStack;

namespace gui {

class Theme;

/// Every action of the window, each with its icon, shortcut and place in the menus. Owned by the window.
class MainActions final : public QObject {
    Q_OBJECT

public:
    MainActions(Theme& theme, QUndoStack& edits, QMainWindow& window);

    /// The reason is the tip of Start and, where that cannot be done either, of Add to queue; empty: their usual tips.
    void explainStart(const QString& whyNot);
    /// Pause or Go on.
    void setPaused(bool isPaused);

    QAction* newRun;
    QAction* openConfiguration;
    QAction* saveConfiguration;
    QAction* openWorkspace;
    QAction* openWorkspaceReadOnly;
    QAction* importRun;
    QAction* exportRun;
    QAction* backUpWorkspace;
    QAction* backUpDaily; ///< checked: without being asked
    QAction* restoreWorkspace;
    QAction* compactWorkspace;
    QAction* quit;
    QAction* undo;
    QAction* redo;
    QAction* addToQueue;
    QAction* start;
    QAction* pause; ///< or go on
    QAction* stop;
    QAction* startQueue;
    QAction* holdQueue;
    QAction* queueEarlier;
    QAction* queueLater;
    QAction* queueRemove;
    QAction* queueChange;
    QAction* queueGoesOn;
    QAction* rerun;
    QAction* changeRun;
    QAction* trainMore;
    QAction* resumeRun;
    QAction* renameRun;
    QAction* deleteRun;
    QAction* editMarks;
    QAction* pinRun;
    QAction* archiveRun;
    QAction* baselineRun;
    QAction* checkRun;
    QAction* compareChecked;
    QAction* showLaunch;
    QAction* showRun;
    QAction* showCompare;
    QList<QAction*> runTabs;      ///< in the order of the run page's tabs
    QList<QAction*> routingModes; ///< what the heatmap shows, and the routes at last
    QAction* followLatest;
    QAction* filterRuns;
    QAction* commandPalette;
    QAction* editShortcuts;
    QAction* resetLayout;
    QAction* fullScreen;
    QAction* welcome;
    QAction* guide;
    QAction* routingGuide;    ///< what the heatmap shows
    QAction* comparisonGuide; ///< what a fair comparison needs
    QAction* about;
    QActionGroup* theme;
    PageActions pages;

    /// Menus and tool bar; `docks` are the actions that show and hide them.
    void place(const QList<QAction*>& docks);
    QToolBar* toolBar() const { return m_toolBar; }
    QMenu* runMenu() const { return m_runMenu; }
    QMenu* recentWorkspaces() const { return m_recent; }
    QMenu* recentFiles() const { return m_recentFiles; }
    /// Those that change a workspace, or prepare to.
    QList<QAction*> writing() const;
    /// Those of the menus, in their order; placed.
    QList<QAction*> all() const;

private:
    QAction* make(const char* name, const QString& text, const QString& icon, const QKeySequence& shortcut);
    void finish(QAction* action, const char* name, const QString& icon, const QKeySequence& shortcut);
    void makeFile(QUndoStack& edits);
    void makeRun();
    void makeQueue();
    void makeMarks();
    void makeRunPage();
    void makeView();
    void makeThemes();
    void placeMenus(const QList<QAction*>& docks);
    void placeRunMenu();
    void placeViewMenu(const QList<QAction*>& docks);
    void placeToolBar();

    Theme& m_theme;
    QMainWindow& m_window;
    QToolBar* m_toolBar = nullptr;
    QMenu* m_recent = nullptr; ///< workspaces
    QMenu* m_recentFiles = nullptr;
    QMenu* m_runMenu = nullptr; ///< for a row of the runs table
};

} // namespace gui
