#include <QCloseEvent>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QMainWindow>
#include <QProcess>

#include "gui/app/EmptyState.h"
#include "gui/forms/ConfigForm.h"
#include "gui/plots/RoutingHeatmap.h"
#include "tests/support/Desk.h"

using namespace gui;
using storage::RunState;
using support::addRun;
using support::Desk;

class tst_MainWindow : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void anEmptyWorkspaceSaysWhatToDoAndTheTrialRuns()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        auto* trial = desk.find<QPushButton>("startTrialButton");
        QTRY_VERIFY(trial->isVisible() && trial->isEnabled());
        QVERIFY(!desk.tabs()->isTabEnabled(1));
        desk.press("startTrialButton");
        QTRY_COMPARE(desk.tabs()->currentIndex(), 1);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2); // a mixture, and the same without
        for (int run = 0; run < 2; ++run) {
            QTRY_COMPARE(desk.cell(run, 1), QStringLiteral("finished"));
            QTRY_COMPARE(desk.stateOf(run + 1), RunState::Finished);
        }
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: starter-lora")); // the page goes with what runs
    }

    void aRunIsStartedPausedResumedAndStopped()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 100000;
        QTest::keyClick(desk.window.get(), Qt::Key_N, Qt::ControlModifier);
        auto* name = desk.find<QLineEdit>("name.input");
        QTRY_VERIFY(name->isVisible());
        QTest::keyClicks(name, QStringLiteral("tonight"));
        QTRY_VERIFY(desk.action("start")->isEnabled());
        QTest::keyClick(desk.window.get(), Qt::Key_Return, Qt::ControlModifier);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: tonight"));
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("running"));
        QTest::keyClick(desk.window.get(), Qt::Key_F6);
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("paused"));
        QTRY_VERIFY(desk.action("pause")->text().contains(QStringLiteral("Go on")));
        QTest::keyClick(desk.window.get(), Qt::Key_F6);
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("running"));
        QTest::keyClick(desk.window.get(), Qt::Key_F7);
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("stopped"));
        QTRY_VERIFY(!desk.action("stop")->isEnabled());
        QTRY_COMPARE(desk.stateOf(1), RunState::Stopped); // the window is told before the store has it
    }

    void startSaysWhyItIsNotPossible()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        QTRY_VERIFY(desk.action("start")->isEnabled());
        QVERIFY(!desk.action("start")->toolTip().contains(QStringLiteral("Launch")));
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_COMPARE(desk.tabs()->currentIndex(), 1);
        for (const char* name : {"start", "addToQueue"}) {
            QTRY_VERIFY(!desk.action(name)->isEnabled());
            QVERIFY(desk.action(name)->toolTip().contains(QStringLiteral("Launch page")));
        }
        desk.action("newRun")->trigger();
        QTRY_VERIFY(desk.action("start")->isEnabled());
        QVERIFY(!desk.action("start")->toolTip().contains(QStringLiteral("Launch page")));
        desk.window->findChild<ConfigForm*>()->setValue("training.learning_rate", 40);
        QVERIFY(!desk.action("start")->isEnabled());
        QVERIFY(desk.action("start")->toolTip().startsWith(QStringLiteral("Cannot start: ")));
        QVERIFY(desk.action("start")->toolTip().contains(QStringLiteral("Learning rate")));
    }

    void aStoppedRunGoesOnToItsEnd()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 400;
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("running"));
        desk.action("stop")->trigger();
        QTRY_COMPARE(desk.stateOf(1), RunState::Stopped);
        QTRY_VERIFY(desk.action("resumeRun")->isEnabled());
        desk.action("resumeRun")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.cell(0, 1), QStringLiteral("finished"), 20000);
        const auto steps = [&desk] {
            return std::int64_t(desk.stored(
                [](storage::RunRepository& repository) { return repository.series(1, "loss").steps.size(); }));
        };
        QTRY_COMPARE(steps(), desk.plan.totalSteps); // the window is told before the store has it
        QCOMPARE(desk.plan.sessions.load(), 2);
    }

    void closingWhileTrainingAsksSavesAndEnds()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.plan.totalSteps = 100000;
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("running"));
        desk.window->close();
        QVERIFY(desk.window->isVisible());
        QVERIFY(desk.asks("close"));
        desk.press("keepTrainingButton");
        QVERIFY(!desk.asks("close"));
        QVERIFY(desk.window->isVisible());
        desk.window->close();
        desk.press("stopAndCloseButton");
        QTRY_VERIFY(!desk.window->isVisible());
        desk.window.reset();
        QCOMPARE(desk.stateOf(1), RunState::Interrupted);
        const auto checkpoints = desk.stored(
            [](storage::RunRepository& repository) { return repository.checkpoints(1); });
        QVERIFY(!checkpoints.empty());
        QVERIFY(std::filesystem::exists(checkpoints.back().path));
    }

    void aConfigurationThatIsHandedOverIsShownAndNotStarted()
    {
        const support::TemporaryFolder folder;
        const auto file = folder.write("run.json", R"({"name": "handed"})");
        Desk desk(folder.path());
        desk.window->comeForward(QString::fromStdString(file.string()));
        QVERIFY(desk.message("handed").contains(QStringLiteral("run.json")));
        QTRY_COMPARE(desk.find<QLineEdit>("name.input")->text(), QStringLiteral("handed"));
        QVERIFY(desk.find<QLineEdit>("name.input")->isVisible());
        QCOMPARE(desk.plan.sessions.load(), 0);
        QVERIFY(desk.stored([](storage::RunRepository& repository) { return repository.runs(); }).empty());
    }

    void closingWithoutARunClosesAtOnce()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.window->close();
        QVERIFY(!desk.window->isVisible());
    }

    void theQueueOfTheLastTimeWaitsUntilItIsStarted()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "first", RunState::Queued);
        addRun(folder.path(), "second", RunState::Queued);
        Desk desk(folder.path());
        QTRY_VERIFY(desk.action("startQueue")->isEnabled());
        QCOMPARE(desk.plan.sessions.load(), 0);
        QVERIFY(desk.message("waiting").contains(QStringLiteral("2 runs wait")));
        QTest::keyClick(desk.window.get(), Qt::Key_F5);
        QTRY_VERIFY(desk.message("waiting").isEmpty());
        QTRY_COMPARE_WITH_TIMEOUT(desk.cell(0, 1), QStringLiteral("finished"), 20000);
        QTRY_COMPARE(desk.cell(1, 1), QStringLiteral("finished"));
        QTRY_VERIFY(!desk.action("startQueue")->isEnabled());
    }

    void aSavedRunOpensWithWhatWasRecorded()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.window->open({support::fakeConfig("old")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.cell(0, 1), QStringLiteral("finished"), 20000);
        desk.window->open({support::fakeConfig("new")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.runs()->model()->rowCount(), 2, 20000);
        QTRY_COMPARE_WITH_TIMEOUT(desk.cell(0, 1), QStringLiteral("finished"), 20000);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: new"));
        desk.clickRow(1);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: old"));
        desk.clickRow(0);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: new"));
    }

    void aFailedRunIsToldAndTheNextOneRuns()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "first", RunState::Queued);
        addRun(folder.path(), "second", RunState::Queued);
        Desk desk(folder.path());
        desk.plan.failure = "the loss is not a number";
        QTRY_VERIFY(desk.action("startQueue")->isEnabled());
        desk.action("startQueue")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.cell(0, 1), QStringLiteral("failed"), 20000);
        QTRY_COMPARE(desk.cell(1, 1), QStringLiteral("failed"));
        QVERIFY(desk.message("failed").contains(QStringLiteral("the loss is not a number")));
    }

    void aDeletedRunComesBackWithUndoAndIsGoneWhenTheWindowCloses()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        const auto stored = [&] { return desk.stored([](storage::RunRepository& r) { return r.runs(); }).size(); };
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("deleteRun")->isEnabled());
        QTest::keyClick(desk.window.get(), Qt::Key_Delete, Qt::ControlModifier);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 0);
        QVERIFY(desk.asks("deleted"));
        QTest::keyClick(desk.window.get(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QVERIFY(!desk.asks("deleted"));
        QTRY_COMPARE(desk.runs()->currentIndex().row(), 0); // and is the one that was chosen
        QVERIFY(desk.action("deleteRun")->isEnabled());
        desk.action("redo")->trigger();
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 0);
        QCOMPARE(stored(), std::size_t(1));
        desk.window->close();
        QTRY_COMPARE(stored(), std::size_t(0));
    }

    void theRunPageIsEmptyAfterADeletionAndFullAgainAfterUndo()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "b", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(1);
        const auto* state = desk.find<QLabel>("runStateLabel");
        const auto* empty = desk.find<EmptyState>("metricsEmptyState");
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: a"));
        QVERIFY(state->isVisible());
        desk.action("deleteRun")->trigger();
        QVERIFY(empty->isVisible() && !state->isVisible());
        QCOMPARE(empty->title(), QStringLiteral("No run is chosen"));
        QVERIFY(empty->advice().contains(QStringLiteral("table of runs"))); // the next step
        QCOMPARE(desk.tabs()->tabText(1), QStringLiteral("Run"));
        desk.press("undoDeleteButton");
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: a"));
        QTRY_VERIFY(state->isVisible());
        desk.action("redo")->trigger();
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: b"));
        desk.action("undo")->trigger(); // somebody has chosen another since
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        QCOMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: b"));
    }

    void aDeletedRunIsNotTrainedAndWaitsAgainAfterUndo()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("deleteRun")->isEnabled());
        desk.action("deleteRun")->trigger();
        QTRY_COMPARE(desk.stateOf(1), RunState::Stopped);
        desk.press("undoDeleteButton");
        QTRY_COMPARE(desk.stateOf(1), RunState::Queued);
    }

    void twoRenamesWithinAMomentAreUndoneOneByOne()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        // as the editor of the cell does, and before the table is read again
        for (const char* name : {"b", "c"})
            desk.runs()->model()->setData(desk.runs()->model()->index(0, 0), QString::fromLatin1(name));
        QCOMPARE(desk.cell(0, 0), QStringLiteral("a"));
        QTRY_COMPARE(desk.cell(0, 0), QStringLiteral("c"));
        QVERIFY(desk.action("undo")->text().contains(QStringLiteral("rename b")));
        desk.action("undo")->trigger();
        QTRY_COMPARE(desk.cell(0, 0), QStringLiteral("b"));
        desk.action("undo")->trigger();
        QTRY_COMPARE(desk.cell(0, 0), QStringLiteral("a"));
        QVERIFY(!desk.action("undo")->isEnabled());
    }

    void aRunIsRenamedInTheTable()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        addRun(folder.path(), "taken", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        desk.clickRow(1);
        QTRY_VERIFY(desk.action("renameRun")->isEnabled());
        const auto rename = [&](const char* name) {
            desk.action("renameRun")->trigger();
            auto* editor = desk.runs()->findChild<QLineEdit*>();
            editor->selectAll();
            QTest::keyClicks(editor, QString::fromLatin1(name));
            QTest::keyClick(editor, Qt::Key_Return);
        };
        rename("b");
        QTRY_COMPARE(desk.cell(1, 0), QStringLiteral("b"));
        QTRY_COMPARE(desk.tabs()->tabText(1), QStringLiteral("Run: b"));
        desk.action("undo")->trigger();
        QTRY_COMPARE(desk.cell(1, 0), QStringLiteral("a"));
        rename("taken");
        QTRY_VERIFY(desk.asks("run"));
        QCOMPARE(desk.cell(1, 0), QStringLiteral("a"));
    }

    void theRunsTableCanBeFiltered()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "cola-molex", RunState::Stopped);
        addRun(folder.path(), "sst2-lora", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        QTest::keyClick(desk.window.get(), Qt::Key_F, Qt::ControlModifier);
        QTest::keyClicks(desk.find<QLineEdit>("runFilter"), QStringLiteral("cola"));
        QCOMPARE(desk.runs()->model()->rowCount(), 1);
        QCOMPARE(desk.cell(0, 0), QStringLiteral("cola-molex"));
    }

    void runsOfAProcessThatIsGoneAreShownAsInterrupted()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        QProcess other;
        other.start(QStringLiteral(MOLEX_RECORDER_PROCESS),
                    {QString::fromStdString(folder.path().string()), QStringLiteral("1"), QStringLiteral("1"),
                     QStringLiteral("go-on")});
        QVERIFY(other.waitForReadyRead(60'000));
        other.kill();
        QVERIFY(other.waitForFinished());
        Desk desk(folder.path());
        QTRY_COMPARE(desk.cell(0, 1), QStringLiteral("interrupted"));
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("resumeRun")->isEnabled());
    }

    void whatTheStoreCannotDoIsSaidInABar()
    {
        const support::TemporaryFolder folder;
        folder.write("workspace.sqlite", "no database, whatever its name says, and some bytes more");
        Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("store"));
        QVERIFY(!desk.message("store").isEmpty());
    }

    void aPictureThatCannotBeWrittenIsSaidInABar()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.dialogs.answer = QStringLiteral("/nowhere/at/all.png");
        desk.find<RoutingHeatmap>("routingHeatmap")->exportActions().front()->trigger();
        QTRY_VERIFY(desk.message("file").contains(desk.dialogs.answer));
        QVERIFY(QApplication::activeModalWidget() == nullptr);
    }

    void themeAndLayoutComeBack()
    {
        const support::TemporaryFolder folder;
        {
            Desk desk(folder.path());
            desk.window->resize(1111, 777);
            desk.find<QDockWidget>("logDock")->show();
            desk.find<QDockWidget>("queueDock")->hide();
            QTest::keyClick(desk.window.get(), Qt::Key_3, Qt::ControlModifier | Qt::AltModifier);
            QVERIFY(desk.theme.isDark());
            desk.window->close();
        }
        Desk desk(folder.path());
        QCOMPARE(desk.settings.theme(), Theme::Choice::Dark);
        QCOMPARE(desk.window->size(), QSize(1111, 777));
        QVERIFY(desk.find<QDockWidget>("logDock")->isVisible());
        QVERIFY(!desk.find<QDockWidget>("queueDock")->isVisible());
    }

    void everyActionHasAShortcutOfItsOwn()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        QMap<QString, QString> seen;
        for (const QAction* action : desk.window->actions()) {
            const QString keys = action->shortcut().toString();
            QVERIFY2(!keys.isEmpty(), qPrintable(action->text()));
            QVERIFY2(!seen.contains(keys), qPrintable(action->text() + QStringLiteral(" and ") + seen[keys]));
            seen[keys] = action->text();
        }
    }
};

MOLEX_GUI_TEST(tst_MainWindow)
#include "tst_MainWindow.moc"
