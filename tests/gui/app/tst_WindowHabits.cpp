#include "tests/support/Desk.h"

#include <QDesktopServices>
#include <QDir>
#include <QDockWidget>
#include <QFileInfo>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QScopeGuard>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>
#include <QTreeWidget>
#include <QUrl>

#include "engine/run/Resources.h"
#include "gui/app/ShortcutsDialog.h"
#include "gui/pages/SentenceView.h"
#include "tests/support/SyntheticSamples.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// In place of the desktop's reader of documents.
class DocumentShower final : public QObject {
    Q_OBJECT

public:
    QStringList names;
    QStringList files;

public Q_SLOTS:
    void show(const QUrl& url)
    {
        files << url.toLocalFile();
        names << QFileInfo(files.last()).fileName();
    }
};

/// What the window does whatever it is for: layout, keys, documents, workspaces of other programs.
class tst_WindowHabits : public QObject {
    Q_OBJECT

private:
    static QStringList opening(const char* workspace)
    {
        return {QStringLiteral("--workspace"), QString::fromLatin1(workspace)};
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    /// 800 pixels of a screen less a panel and the title bar; with a bar that tells something and a sentence explained.
    void aLowWindowShowsItsStatusBarOnEveryPage()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 400;
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        desk.window->findChild<MessageArea*>()->tell(QStringLiteral("note"), {MessageArea::Kind::Note, QStringLiteral("One waits."), {}});
        auto* sentence = desk.window->findChild<SentenceView*>();
        sentence->setObstacle({}, {});
        sentence->showExplained(support::syntheticAnswer(), 3);
        const auto* runTabs = desk.find<QTabWidget>("runTabWidget");
        const auto fits = [&](const QString& page) {
            desk.window->resize(1280, 740);
            QCoreApplication::processEvents();
            const QWidget* bar = desk.window->statusBar();
            QVERIFY2(desk.window->height() <= 740,
                     qPrintable(QStringLiteral("%1: %2 high").arg(page).arg(desk.window->height())));
            QVERIFY2(desk.window->width() <= 1280, qPrintable(page));
            QVERIFY(bar->isVisible());
            QVERIFY2(bar->mapTo(desk.window.get(), QPoint(0, bar->height())).y() <= desk.window->height(), qPrintable(page));
        };
        for (int tab = 0; tab < runTabs->count(); ++tab) {
            desk.find<QTabWidget>("runTabWidget")->setCurrentIndex(tab);
            fits(runTabs->tabText(tab));
        }
        desk.action("newRun")->trigger();
        fits(QStringLiteral("Launch"));
        desk.action("welcome")->trigger();
        fits(QStringLiteral("First steps"));
    }

    void helpShowsTheDocumentsOfTheProgram()
    {
        const support::TemporaryFolder folder;
        DocumentShower shower;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &shower, "show");
        Desk desk(folder.path());
        for (const char* action : {"guide", "routingGuide", "comparisonGuide"})
            desk.action(action)->trigger();
        const QStringList documents = {QStringLiteral("guide.md"), QStringLiteral("routing.md"),
                                       QStringLiteral("statistics.md")};
        QCOMPARE(shower.names, documents);
        QVERIFY(desk.find<QLabel>("routingGuideLink")->text().contains(QStringLiteral("What the routing heatmap shows")));
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
    }

    /// As when a new version gives an action keys that the user has given to another: Qt would set off neither.
    void keysThatWereChosenAreNoOtherActionsStandard()
    {
        const support::TemporaryFolder folder;
        {
            Desk desk(folder.path());
            desk.settings.setShortcuts({{QStringLiteral("fullScreen"), QStringLiteral("Ctrl+N")},
                                        {QStringLiteral("editShortcuts"), QStringLiteral("Ctrl+F, K")}});
        }
        Desk desk(folder.path());
        QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(QStringLiteral("Ctrl+N")));
        QCOMPARE(desk.action("newRun")->shortcut(), QKeySequence());
        QCOMPARE(desk.action("editShortcuts")->shortcut(), QKeySequence(QStringLiteral("Ctrl+F, K")));
        QCOMPARE(desk.action("filterRuns")->shortcut(), QKeySequence()); // which was a beginning of them
        QCOMPARE(desk.action("undo")->shortcut(), QKeySequence(QKeySequence::Undo));
        desk.action("editShortcuts")->trigger();
        auto* dialog = desk.window->findChild<ShortcutsDialog*>();
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("shortcutResetButton")), Qt::LeftButton);
        QCOMPARE(desk.action("newRun")->shortcut(), QKeySequence(QKeySequence::New));
        QCOMPARE(desk.action("filterRuns")->shortcut(), QKeySequence(QKeySequence::Find));
    }

    void documentsBesideAFolderThatIsNamedFromHereAreShown()
    {
        const support::TemporaryFolder folder;
        const QString resources = QString::fromStdString(engine::resourceFolder().string());
        qputenv("MOLEX_RESOURCES", QDir::current().relativeFilePath(resources).toLocal8Bit());
        const auto restored = qScopeGuard([] { qunsetenv("MOLEX_RESOURCES"); });
        DocumentShower shower;
        QDesktopServices::setUrlHandler(QStringLiteral("file"), &shower, "show");
        Desk desk(folder.path());
        desk.action("guide")->trigger();
        QDesktopServices::unsetUrlHandler(QStringLiteral("file"));
        QCOMPARE(shower.files.size(), 1);
        QVERIFY2(QDir::isAbsolutePath(shower.files.first()), qPrintable(shower.files.first()));
        QVERIFY(QFileInfo(shower.files.first()).isFile());
    }

    void theLayoutIsReset()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        const QSize first = desk.window->size();
        QCOMPARE(first.width(), 1280);
        QVERIFY(first.height() < desk.window->screen()->availableGeometry().height()); // there is a title bar too
        desk.window->resize(900, 700);
        QVERIFY(desk.window->size() != first);
        desk.find<QDockWidget>("runsDock")->hide();
        desk.action("resetLayout")->trigger();
        QVERIFY(desk.find<QDockWidget>("runsDock")->isVisible());
        QCOMPARE(desk.window->size(), first);
    }

    void fullScreenIsCheckedWhoeverWantedIt()
    {
        const support::TemporaryFolder folder;
        const auto isFull = [](const Desk& desk) {
            return desk.window->isFullScreen() && desk.action("fullScreen")->isChecked();
        };
        const auto isNotFull = [](const Desk& desk) {
            return !desk.window->isFullScreen() && !desk.action("fullScreen")->isChecked();
        };
        {
            Desk desk(folder.path());
            QVERIFY(desk.isReady && isNotFull(desk));
            QTest::keyClick(desk.window.get(), Qt::Key_F11);
            QVERIFY(isFull(desk));
            desk.window->close();
        }
        Desk desk(folder.path());
        QVERIFY(desk.isReady && isFull(desk)); // as it was left
        desk.action("resetLayout")->trigger();
        QVERIFY(isNotFull(desk));
        QTest::keyClick(desk.window.get(), Qt::Key_F11); // once is enough
        QVERIFY(isFull(desk));
        desk.window->setWindowState(Qt::WindowNoState); // as the window manager does
        QVERIFY(isNotFull(desk));
    }

    void partsOfThePagesComeBackAndAreReset()
    {
        const support::TemporaryFolder folder;
        const char* names[] = {"launchSplitter",        "routingSplitter", "samplesSplitter",
                               "configurationSplitter", "compareSplitter", "metricsSplitter"};
        QMap<QByteArray, QByteArray> first, moved;
        {
            Desk desk(folder.path());
            for (const char* name : names) {
                auto* splitter = desk.find<QSplitter>(name);
                QVERIFY2(splitter != nullptr, name);
                first[name] = splitter->saveState();
                splitter->setSizes(QList<int>(splitter->count(), 400));
                moved[name] = splitter->saveState();
                QVERIFY2(moved[name] != first[name], name);
            }
            desk.window->close();
        }
        const auto areReset = [&](const Desk& desk) {
            for (const char* name : names)
                QVERIFY2(desk.find<QSplitter>(name)->saveState() != moved[name], name);
            // Of trees, which are content with any width.
            QCOMPARE(desk.find<QSplitter>("configurationSplitter")->saveState(), first["configurationSplitter"]);
        };
        {
            Desk desk(folder.path());
            for (const char* name : names)
                QVERIFY2(desk.find<QSplitter>(name)->saveState() == moved[name], name);
            desk.action("resetLayout")->trigger();
            areReset(desk);
            desk.window->close();
        }
        areReset(Desk(folder.path())); // nothing was written once more
    }

    void workspacesOpenedLatelyAreOffered()
    {
        const support::TemporaryFolder folder;
        {
            AppSettings settings(QString::fromStdString((folder.path() / "settings.ini").string()));
            for (int number = 1; number < 20; ++number)
                settings.addWorkspace(QStringLiteral("/runs/%1").arg(number));
            settings.addWorkspace(QStringLiteral("/runs/18")); // once more
        }
        Desk desk(folder.path());
        auto* menu = desk.find<QMenu>("recentWorkspaces");
        for (int opened = 0; opened < 2; ++opened) { // the second time no longer
            Q_EMIT menu->aboutToShow();
            const QList<QAction*> entries = menu->actions();
            QCOMPARE(entries.size(), 8);
            QCOMPARE(entries[0]->text(), QString::fromStdString(folder.path().string()));
            QVERIFY(!entries[0]->isEnabled()); // it is this one
            QCOMPARE(entries[1]->text(), QStringLiteral("/runs/18"));
            QCOMPARE(entries[2]->text(), QStringLiteral("/runs/19"));
            QCOMPARE(entries[3]->text(), QStringLiteral("/runs/17"));
            QVERIFY(entries[1]->isEnabled());
        }
    }

    void anotherWorkspaceOpensInAProgramOfItsOwn()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.dialogs.answer = QStringLiteral("/runs/other");
        desk.action("openWorkspace")->trigger();
        QCOMPARE(desk.programs, (QList<QStringList>{opening("/runs/other")}));
        desk.action("openWorkspaceReadOnly")->trigger();
        QCOMPARE(desk.programs.last(), opening("/runs/other") + QStringList{QStringLiteral("--read-only")});
        QVERIFY(!desk.asks("window"));
        desk.startsPrograms = false;
        desk.action("openWorkspace")->trigger();
        QVERIFY2(desk.message("window").contains(QStringLiteral("/runs/other could not be started")),
                 qPrintable(desk.message("window")));
    }

    void aRecentWorkspaceOpensAsItWasOpened()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.settings.addWorkspace(QStringLiteral("/runs/mine"));
        desk.settings.addWorkspace(QStringLiteral("/runs/R&D"), true);
        auto* menu = desk.find<QMenu>("recentWorkspaces");
        Q_EMIT menu->aboutToShow();
        QCOMPARE(menu->actions()[0]->text(), QStringLiteral("/runs/R&&D (only to read)"));
        QCOMPARE(menu->actions()[1]->text(), QStringLiteral("/runs/mine"));
        menu->actions()[0]->trigger();
        QCOMPARE(desk.programs.size(), 1);
        QCOMPARE(desk.programs.last(), opening("/runs/R&D") + QStringList{QStringLiteral("--read-only")});
        menu->actions()[1]->trigger();
        QCOMPARE(desk.programs.last(), opening("/runs/mine"));
    }

    void onlyWhoAskedToReadIsRemembered()
    {
        const support::TemporaryFolder folder;
        const QString path = QString::fromStdString(folder.path().string());
        support::addRun(folder.path(), "a", RunState::Stopped);
        QVERIFY(Desk(folder.path(), true).settings.wasReadOnly(path));
        QVERIFY(!Desk(folder.path(), true, QStringLiteral("Another window has it.")).settings.wasReadOnly(path));
        QVERIFY(Desk(folder.path(), true).settings.wasReadOnly(path));
        QVERIFY(!Desk(folder.path()).settings.wasReadOnly(path)); // with write access again
    }

    void anotherProgramsWorkspaceIsShownAsItGrowsAndLeftAlone()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path(), true);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QVERIFY(desk.window->windowTitle().contains(QStringLiteral("only to read")));
        desk.clickRow(0);
        QTRY_COMPARE(desk.tabs()->currentIndex(), 1);
        for (const char* name : {"start", "addToQueue", "startQueue", "resumeRun", "renameRun", "deleteRun"})
            QVERIFY2(!desk.action(name)->isEnabled(), name);
        support::addRun(folder.path(), "b", RunState::Queued);
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs()->model()->rowCount(), 2, 20000);
    }

    void whatWouldWriteIsDisabledAndSaysWhy()
    {
        const support::TemporaryFolder folder;
        {
            Desk desk(folder.path());
            desk.window->open({support::fakeConfig("a")}, true);
            QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        }
        support::addRun(folder.path(), "waiting", RunState::Queued);
        Desk desk(folder.path(), true);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(1);
        QTRY_VERIFY(desk.find<QTabWidget>("tabs")->tabText(1).endsWith(QStringLiteral("a")));
        QVERIFY(!desk.asks("waiting")); // nothing is offered that would start the queue
        desk.action("showCheckpoints")->trigger();
        auto* checkpoints = desk.find<QTreeWidget>("checkpointsTreeWidget");
        QTRY_VERIFY(checkpoints->topLevelItemCount() > 0);
        for (const char* name : {"trainMoreToolButton", "rerunToolButton", "changeRunToolButton", "presetToolButton",
                                 "deleteCheckpointToolButton"}) {
            const auto* button = desk.find<QAbstractButton>(name);
            QVERIFY2(!button->isEnabled(), name);
            QVERIFY2(button->toolTip().contains(QStringLiteral("only reads the workspace")), name);
        }
        for (const char* name : {"newRun", "start", "addToQueue", "rerun", "changeRun", "trainMore", "renameRun", "deleteRun"}) {
            QVERIFY2(!desk.action(name)->isEnabled(), name);
            QVERIFY2(desk.action(name)->toolTip().contains(QStringLiteral("only reads the workspace")), name);
        }
        QVERIFY(!desk.tabs()->isTabEnabled(0));
        QVERIFY(desk.tabs()->tabToolTip(0).contains(QStringLiteral("only reads the workspace")));
        QVERIFY(desk.find<QAbstractButton>("exportCheckpointToolButton")->isEnabled()); // writes elsewhere
        QVERIFY(!desk.asks("store"));
    }

    /// Which knocks at its door, see tst_SecondStart.
    void aMinimizedWindowComesBackWhenTheProgramIsStartedAgain()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.window->showMinimized();
        QVERIFY(desk.window->isMinimized());
        desk.window->comeForward();
        QVERIFY(!desk.window->isMinimized());
        QTRY_VERIFY(desk.window->isActiveWindow());
    }
};

MOLEX_GUI_TEST(tst_WindowHabits)
#include "tst_WindowHabits.moc"
