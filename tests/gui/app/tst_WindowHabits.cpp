#include "tests/support/Desk.h"

#include <QAccessible>
#include <QCheckBox>
#include <QDockWidget>
#include <QKeySequenceEdit>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QScreen>
#include <QSplitter>
#include <QStatusBar>
#include <QTreeWidget>

#include "gui/app/SegmentBar.h"
#include "gui/app/ShortcutsDialog.h"
#include "gui/models/QueueModel.h"
#include "gui/pages/SentenceView.h"
#include "tests/support/SyntheticSamples.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// What the window does whatever it is for: palette, shortcuts, layout, workspaces of other programs.
class tst_WindowHabits : public QObject {
    Q_OBJECT

    static QWidget* palette(const Desk& desk) { return desk.find<QWidget>("commandPalette"); }

    static QTreeWidgetItem* rowOf(const QTreeWidget& table, const char* text)
    {
        const auto found = table.findItems(QString::fromLatin1(text), Qt::MatchExactly);
        return found.isEmpty() ? nullptr : found.first();
    }

    static void addEnabled(const QList<QAction*>& entries, QSet<QString>& names)
    {
        for (const QAction* entry : entries)
            if (const QMenu* menu = entry->menu())
                addEnabled(menu->actions(), names);
            else if (entry->isEnabled() && !entry->objectName().isEmpty())
                names << entry->objectName();
    }

    /// What the palette lists before a word is typed.
    static QSet<QString> offered(const Desk& desk)
    {
        desk.action("commandPalette")->trigger();
        const auto* found = palette(desk)->findChild<QListWidget*>();
        QSet<QString> names;
        for (int row = 0; row < found->count(); ++row)
            names << found->item(row)->data(Qt::UserRole).value<QAction*>()->objectName();
        palette(desk)->close();
        return names;
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void anActionIsFoundByAFewLetters()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QTest::keyClick(desk.window.get(), Qt::Key_P, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(palette(desk)->isVisible());
        auto* words = palette(desk)->findChild<QLineEdit*>();
        auto* found = palette(desk)->findChild<QListWidget*>();
        QVERIFY(found->count() > 10);
        QTest::keyClicks(words, QStringLiteral("dark"));
        QCOMPARE(found->count(), 1);
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(!palette(desk)->isVisible());
        QVERIFY(desk.theme.isDark());
    }

    void thePaletteIsFoundInTheToolBarToo()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        auto* find = desk.find<QAbstractButton>("findActionToolButton");
        QVERIFY(find->isVisible());
        QVERIFY(find->toolTip().contains(QStringLiteral("Ctrl+Shift+P")));
        QTest::mouseClick(find, Qt::LeftButton);
        QTRY_VERIFY(palette(desk)->isVisible());
    }

    void wordsOfActionsBeginAtOneEdge()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(desk.action("openWorkspace")->icon().isNull()); // one without
        desk.action("commandPalette")->trigger();
        const auto* found = palette(desk)->findChild<QListWidget*>();
        QVERIFY(found->count() > 10);
        QCOMPARE(found->iconSize(), QSize(16, 16)); // larger ones would be of different widths
        for (int row = 0; row < found->count(); ++row)
            QCOMPARE(found->item(row)->icon().actualSize({16, 16}), QSize(16, 16));
        palette(desk)->close();
        desk.action("editShortcuts")->trigger();
        const auto* table = desk.window->findChild<ShortcutsDialog*>()->findChild<QTreeWidget*>();
        for (int row = 0; row < table->topLevelItemCount(); ++row)
            QCOMPARE(table->topLevelItem(row)->icon(0).actualSize({16, 16}), QSize(16, 16));
    }

    /// 800 pixels of a screen less a panel and the title bar; with a bar that tells something and a sentence explained.
    void aLowWindowShowsItsStatusBarOnEveryPage()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 400;
        desk.window->open(support::fakeConfig("a"), true);
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

    void whatCannotBeDoneIsNotOffered()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.action("commandPalette")->trigger();
        auto* words = palette(desk)->findChild<QLineEdit*>();
        auto* found = palette(desk)->findChild<QListWidget*>();
        QTest::keyClicks(words, QStringLiteral("pause"));
        QCOMPARE(found->count(), 0);
        QTest::keyClick(words, Qt::Key_Return);
        QVERIFY(palette(desk)->isVisible());
        QTest::keyClick(words, Qt::Key_Escape);
        QVERIFY(!palette(desk)->isVisible());
    }

    void keysAreChangedAndStay()
    {
        const support::TemporaryFolder folder;
        {
            Desk desk(folder.path());
            desk.action("editShortcuts")->trigger();
            auto* dialog = desk.window->findChild<ShortcutsDialog*>();
            QVERIFY(dialog != nullptr && dialog->isVisible());
            auto* table = dialog->findChild<QTreeWidget*>();
            auto* keys = dialog->findChild<QKeySequenceEdit*>();
            table->setCurrentItem(rowOf(*table, "Full screen"));
            keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+N")));
            Q_EMIT keys->editingFinished();
            QVERIFY(dialog->findChild<QLabel*>(QStringLiteral("shortcutVerdict"))
                        ->text()
                        .contains(QStringLiteral("New run")));
            QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(Qt::Key_F11));
            keys->setKeySequence(QKeySequence(QStringLiteral("Ctrl+Alt+F")));
            Q_EMIT keys->editingFinished();
            QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+F")));
            QCOMPARE(rowOf(*table, "Full screen")->text(1), QStringLiteral("Ctrl+Alt+F"));
        }
        Desk desk(folder.path());
        QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(QStringLiteral("Ctrl+Alt+F")));
        desk.action("editShortcuts")->trigger();
        auto* dialog = desk.window->findChild<ShortcutsDialog*>();
        QTest::mouseClick(dialog->findChild<QPushButton*>(QStringLiteral("shortcutResetButton")), Qt::LeftButton);
        QCOMPARE(desk.action("fullScreen")->shortcut(), QKeySequence(Qt::Key_F11));
        QVERIFY(desk.settings.shortcuts().isEmpty());
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

    void everyActionOfTheMenusIsInThePalette()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QSet<QString> names;
        for (const QAction* action : desk.window->actions())
            names << action->objectName();
        QVERIFY(names.contains(QStringLiteral("undo")) && names.contains(QStringLiteral("logToggle")));
        desk.action("editShortcuts")->trigger();
        const auto* table = desk.window->findChild<ShortcutsDialog*>()->findChild<QTreeWidget*>();
        QCOMPARE(table->topLevelItemCount(), names.size());
        desk.window->findChild<ShortcutsDialog*>()->close();
        QSet<QString> possible;
        addEnabled(desk.window->menuBar()->actions(), possible);
        QVERIFY(possible.contains(QStringLiteral("themeDark")) && possible.contains(QStringLiteral("queueGoesOn")));
        QCOMPARE(offered(desk), possible);
    }

    /// Tabs, modes and the queue's buttons have entries and keys of their own, which do what a click does.
    void theRunPageIsWorkedByKeys()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QVERIFY(!desk.action("showRouting")->isEnabled()); // nothing to show yet
        desk.window->open(support::fakeConfig("a"), true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(desk.action("showRouting")->isEnabled());
        const auto* tabs = desk.find<QTabWidget>("runTabWidget");
        const char* names[] = {"showMetrics",       "showRouting", "showSamples",
                               "showConfiguration", "showLog",     "showCheckpoints"};
        QCOMPARE(int(std::size(names)), tabs->count());
        for (int tab = 0; tab < tabs->count(); ++tab) {
            desk.action("showLaunch")->trigger();
            desk.action(names[tab])->trigger();
            QCOMPARE(desk.tabs()->currentIndex(), 1);
            QCOMPARE(tabs->currentIndex(), tab);
            QVERIFY2(desk.action(names[tab])->text().remove(QLatin1Char('&')).startsWith(tabs->tabText(tab)),
                     names[tab]);
        }
        QVERIFY(!desk.action("followLatest")->isEnabled()); // nothing follows here
        QTest::keyClick(desk.window.get(), Qt::Key_2, Qt::AltModifier);
        QCOMPARE(tabs->currentIndex(), 1);
        auto* follow = desk.find<QCheckBox>("followCheckBox");
        QVERIFY(follow->isChecked());
        desk.action("followLatest")->trigger();
        QVERIFY(!follow->isChecked());
        const auto* modes = desk.find<SegmentBar>("routingModeSegmentBar");
        desk.action("routingChange")->trigger();
        QCOMPARE(modes->current(), 2);
        QVERIFY(!desk.action("routingRoutes")->isEnabled()); // none were recorded
        QVERIFY(!offered(desk).contains(QStringLiteral("routingRoutes")));
    }

    void theQueueIsWorkedByKeys()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Queued);
        support::addRun(folder.path(), "b", RunState::Queued);
        Desk desk(folder.path());
        auto* queue = desk.find<QTableView>("queueTable");
        const auto first = [queue] { return queue->model()->index(0, QueueModel::Name).data().toString(); };
        QTRY_COMPARE(queue->model()->rowCount(), 2);
        QVERIFY(!desk.action("queueLater")->isEnabled()); // none is selected
        queue->selectRow(0);
        QVERIFY(!desk.action("queueEarlier")->isEnabled() && desk.action("queueLater")->isEnabled());
        desk.action("queueLater")->trigger();
        QCOMPARE(first(), QStringLiteral("b"));
        QTRY_VERIFY(desk.action("queueEarlier")->isEnabled());
        desk.action("queueEarlier")->trigger();
        QCOMPARE(first(), QStringLiteral("a"));
        desk.action("queueRemove")->trigger();
        QTRY_COMPARE(queue->model()->rowCount(), 1);
        QCOMPARE(first(), QStringLiteral("b"));
        QVERIFY(desk.action("queueGoesOn")->isChecked());
        desk.action("queueGoesOn")->trigger();
        QVERIFY(!desk.settings.goesOnAfterFailure());
        desk.find<QAbstractButton>("queueGoesOnButton")->click();
        QVERIFY(desk.action("queueGoesOn")->isChecked());
    }

    /// What a screen reader says: every control has words of its own or a name.
    void everyControlHasAName()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QStringList nameless;
        for (const QWidget* widget : desk.window->findChildren<QWidget*>()) {
            const bool isQtsOwn =
                widget->objectName().startsWith(QLatin1String("qt_")) || widget->inherits("QComboBoxListView");
            if (widget->focusPolicy() == Qt::NoFocus || isQtsOwn)
                continue;
            QAccessibleInterface* face = QAccessible::queryAccessibleInterface(const_cast<QWidget*>(widget));
            const bool isControl = face != nullptr && face->role() != QAccessible::Client
                && face->role() != QAccessible::Pane && face->role() != QAccessible::Window
                && face->role() != QAccessible::StaticText;
            if (isControl && face->text(QAccessible::Name).isEmpty())
                nameless << QStringLiteral("%1 %2").arg(QLatin1String(widget->metaObject()->className()),
                                                        widget->objectName());
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QLatin1Char('\n'))));
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
            desk.window->open(support::fakeConfig("a"), true);
            QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        }
        support::addRun(folder.path(), "waiting", RunState::Queued);
        Desk desk(folder.path(), true);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(1);
        QTRY_VERIFY(desk.find<QTabWidget>("tabs")->tabText(1).endsWith(QStringLiteral("a")));
        QVERIFY(!desk.asks("waiting")); // nothing is offered that would start the queue
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
};

MOLEX_GUI_TEST(tst_WindowHabits)
#include "tst_WindowHabits.moc"
