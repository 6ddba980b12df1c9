#include <QDockWidget>
#include <QLabel>
#include <QMimeData>
#include <QSpinBox>
#include <QTimer>
#include <QToolButton>

#include "gui/models/QueueModel.h"
#include "gui/pages/SystemPanel.h"
#include "tests/support/Desk.h"
#include "tests/support/GuiTestMain.h"
#include "tests/support/HeldLaunch.h"

using namespace gui;
using storage::RunState;
using support::addRun;
using support::Desk;

/// The docks below, runs that are run again or further, and a speed that is measured, in the whole window.
class tst_QueueWindow : public QObject {
    Q_OBJECT

private:
    static QTableView* queue(const Desk& desk) { return desk.find<QTableView>("queueTable"); }
    static QAbstractButton* button(const Desk& desk, const char* name) { return desk.find<QAbstractButton>(name); }

    static QString shown(const Desk& desk)
    {
        QStringList names;
        for (int row = 0; row < queue(desk)->model()->rowCount(); ++row)
            names << queue(desk)->model()->index(row, QueueModel::Name).data().toString();
        return names.join(QLatin1Char(' '));
    }

    /// What stands behind the dock's title.
    static QString noteOf(const Desk& desk) { return desk.find<QDockWidget>("queueDock")->property("note").toString(); }

    static QString stored(const Desk& desk)
    {
        QStringList names;
        for (const auto& run : desk.stored([](storage::RunRepository& repository) { return repository.queue(); }))
            names << QString::fromStdString(run.name);
        return names.join(QLatin1Char(' '));
    }

    static void addLetters(const std::filesystem::path& folder)
    {
        for (const char* name : {"a", "b", "c"})
            addRun(folder, name, RunState::Queued);
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aDraggedRunWaitsElsewhereAlsoAfterARestart()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        {
            Desk desk(folder.path());
            QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
            QAbstractItemModel* model = queue(desk)->model();
            const std::unique_ptr<QMimeData> data(model->mimeData({model->index(2, 0)}));
            model->dropMimeData(data.get(), Qt::MoveAction, 0, 0, {});
            QCOMPARE(shown(desk), QStringLiteral("c a b")); // at once
            QTRY_COMPARE(stored(desk), QStringLiteral("c a b"));
            queue(desk)->selectRow(0);
            QTest::keyClick(queue(desk), Qt::Key_Down, Qt::ControlModifier);
            QTRY_COMPARE(stored(desk), QStringLiteral("a c b"));
            QTest::mouseClick(button(desk, "queueUpButton"), Qt::LeftButton);
            QTRY_COMPARE(stored(desk), QStringLiteral("c a b"));
            QVERIFY(!button(desk, "queueUpButton")->isEnabled()); // it is the first
        }
        Desk desk(folder.path());
        QTRY_COMPARE(shown(desk), QStringLiteral("c a b"));
    }

    void removedRunsComeBackWithUndo()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        queue(desk)->selectRow(0);
        queue(desk)->selectionModel()->select(desk.find<QTableView>("queueTable")->model()->index(1, 0),
                                              QItemSelectionModel::Select | QItemSelectionModel::Rows);
        QTest::keyClick(queue(desk), Qt::Key_Delete);
        QTRY_COMPARE(shown(desk), QStringLiteral("c"));
        QTRY_COMPARE(stored(desk), QStringLiteral("c"));
        QVERIFY(desk.message("removed").contains(QStringLiteral("2 runs")));
        desk.press("undoRemoveButton");
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        QTRY_COMPARE(stored(desk), QStringLiteral("a b c"));
        QVERIFY(!desk.asks("removed"));
    }

    /// It would undo what was done last.
    void theBarOfARemovalGoesWithWhatIsDoneNext()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        const auto removeFirst = [&desk] {
            queue(desk)->selectRow(0);
            QTest::keyClick(queue(desk), Qt::Key_Delete);
        };
        const auto renameLast = [&desk](const char* name) {
            desk.runs()->model()->setData(desk.runs()->model()->index(0, 0), QString::fromLatin1(name));
        };
        removeFirst();
        QTRY_VERIFY(desk.asks("removed"));
        renameLast("d");
        QVERIFY(!desk.asks("removed"));
        QTRY_COMPARE(shown(desk), QStringLiteral("b d"));
        removeFirst();
        renameLast("e"); // before the store has answered
        QTRY_COMPARE(shown(desk), QStringLiteral("e"));
        QVERIFY(!desk.asks("removed"));
        for (int edit = 0; edit < 4; ++edit)
            desk.action("undo")->trigger();
        QTRY_COMPARE(stored(desk), QStringLiteral("a b c"));
        QVERIFY(!desk.asks("removed"));
    }

    void aRunThatGoesOnWaitsWhileTheDiskIsFull()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Stopped);
        Desk desk(folder.path());
        desk.machine.diskFree = desk.machine.gibibyte;
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("resumeRun")->isEnabled());
        desk.action("resumeRun")->trigger();
        QTRY_VERIFY(desk.asks("queue"));
        QVERIFY(desk.message("queue").startsWith(QStringLiteral("a waits")));
        QVERIFY(desk.message("queue").contains(QStringLiteral("less than 2 GiB of free disk space")));
        QCOMPARE(desk.stateOf(1), RunState::Queued);
        QCOMPARE(desk.plan.sessions.load(), 0);
        desk.machine.diskFree = 500 * desk.machine.gibibyte;
        QTRY_VERIFY(desk.action("startQueue")->isEnabled());
        desk.action("startQueue")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QVERIFY(!desk.asks("queue"));
    }

    void aRunWaitsForMemoryThatOthersHold()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Desk desk(folder.path());
        desk.machine.memoryUsed = 64 * desk.machine.gibibyte;
        QTRY_VERIFY(desk.action("startQueue")->isEnabled());
        desk.action("startQueue")->trigger();
        QTRY_VERIFY(desk.asks("queue"));
        QVERIFY(desk.message("queue").contains(QStringLiteral("needs about 1.9 GiB of memory")));
        QCOMPARE(desk.stateOf(1), RunState::Queued);
    }

    void theSelectionOutlivesARefresh()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        queue(desk)->selectRow(1);
        addRun(folder.path(), "d", RunState::Queued); // by another program
        QTRY_COMPARE_WITH_TIMEOUT(shown(desk), QStringLiteral("a b c d"), 20000);
        const QModelIndexList rows = queue(desk)->selectionModel()->selectedRows(QueueModel::Name);
        QCOMPARE(rows.size(), 1);
        QCOMPARE(rows[0].data().toString(), QStringLiteral("b"));
    }

    void aWaitingRunIsDuplicatedAndChanged()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        QVERIFY(!button(desk, "queueChangeButton")->isEnabled());
        queue(desk)->selectRow(1);
        QTest::mouseClick(button(desk, "queueChangeButton"), Qt::LeftButton);
        QTRY_COMPARE(desk.find<QLineEdit>("name.input")->text(), QStringLiteral("b"));
        QTRY_VERIFY(desk.action("addToQueue")->isEnabled());
        desk.action("addToQueue")->trigger();
        QTRY_COMPARE(stored(desk), QStringLiteral("a b c b-2"));
    }

    void theQueueIsPausedAfterTheRunInProgress()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        desk.plan.totalSteps = 600;
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        auto* work = button(desk, "queueWorkButton");
        QCOMPARE(work->text(), QStringLiteral("Start the queue"));
        QTest::mouseClick(work, Qt::LeftButton);
        QTRY_COMPARE(shown(desk), QStringLiteral("b c"));
        QTRY_COMPARE(work->text(), QStringLiteral("Pause the queue"));
        QTest::mouseClick(work, Qt::LeftButton);
        QTRY_COMPARE(work->text(), QStringLiteral("Start the queue"));
        QVERIFY(noteOf(desk).startsWith(QStringLiteral("paused; 2 waiting")));
        QCOMPARE(button(desk, "queueToggleButton")->text(), QStringLiteral("Queue: ") + noteOf(desk));
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000); // to its end
        QTRY_VERIFY(!desk.action("pause")->isEnabled());
        QCOMPARE(shown(desk), QStringLiteral("b c"));
        QCOMPARE(desk.plan.sessions.load(), 1);
        QTest::mouseClick(work, Qt::LeftButton);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(3), RunState::Finished, 20000);
    }

    void theRestWaitsAfterAFailureWhereThatIsWanted()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        desk.plan.failure = "the loss is not a number";
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        QTest::mouseClick(button(desk, "queueGoesOnCheckBox"), Qt::LeftButton);
        QVERIFY(!desk.settings.goesOnAfterFailure());
        desk.action("startQueue")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Failed, 20000);
        QTRY_VERIFY(desk.action("startQueue")->isEnabled());
        QCOMPARE(stored(desk), QStringLiteral("b c"));
        QCOMPARE(desk.plan.sessions.load(), 1);
    }

    void theQueueTellsItsTimeOnceARunOfItsKindIsDone()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Desk desk(folder.path());
        QTRY_COMPARE(noteOf(desk), QStringLiteral("1 waiting, time not known yet"));
        desk.action("startQueue")->trigger();
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        addRun(folder.path(), "b", RunState::Queued);
        // A second a step, twenty steps an epoch, three epochs.
        QTRY_COMPARE_WITH_TIMEOUT(noteOf(desk), QStringLiteral("1 waiting, about 1 min 0 s"), 20000);
        QCOMPARE(button(desk, "queueToggleButton")->text(), QStringLiteral("Queue: 1 waiting, about 1 min 0 s"));
    }

    /// As five seeds are: long before the first of them has ended.
    void theRunInProgressTellsTheTimeOfThoseOfItsKind()
    {
        const support::TemporaryFolder folder;
        addLetters(folder.path());
        Desk desk(folder.path());
        desk.plan.totalSteps = 100000;
        QTRY_COMPARE(shown(desk), QStringLiteral("a b c"));
        const auto timeOf = [&desk](int row) {
            return queue(desk)->model()->index(row, QueueModel::Time).data().toString();
        };
        QCOMPARE(timeOf(0), QStringLiteral("–"));
        desk.action("startQueue")->trigger();
        QTRY_COMPARE(shown(desk), QStringLiteral("b c"));
        // A tenth of a second a step, twenty steps an epoch, three epochs.
        QTRY_COMPARE_WITH_TIMEOUT(timeOf(0), QStringLiteral("6 s"), 20000);
        QCOMPARE(timeOf(1), QStringLiteral("6 s"));
        QVERIFY2(noteOf(desk).startsWith(QStringLiteral("2 waiting, about ")), qPrintable(noteOf(desk)));
        QCOMPARE(button(desk, "queueToggleButton")->text(), QStringLiteral("Queue: ") + noteOf(desk));
        desk.action("stop")->trigger();
        QTRY_COMPARE(desk.stateOf(1), RunState::Stopped);
    }

    void aFinishedRunIsTrainedFurtherAsANewOne()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.window->open({support::fakeConfig("a")}, true);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(1), RunState::Finished, 20000);
        QTRY_VERIFY(desk.action("trainMore")->isEnabled());
        desk.action("trainMore")->trigger();
        auto* count = desk.find<QSpinBox>("moreCountSpinBox");
        QTRY_VERIFY(count->isVisible());
        count->setValue(2); // epochs of twenty steps
        QVERIFY(desk.find<QLabel>("moreText")->text().contains(QStringLiteral("from step 40 to 80")));
        QTest::mouseClick(button(desk, "moreAddToolButton"), Qt::LeftButton);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 2);
        const auto more = desk.stored([](storage::RunRepository& repository) { return repository.run(2).value(); });
        QCOMPARE(more.name, std::string("a-to-80"));
        QVERIFY(more.configJson.find("run-1-step-40") != std::string::npos);
        QTRY_COMPARE_WITH_TIMEOUT(desk.stateOf(2), RunState::Finished, 20000);
        QCOMPARE(desk.stateOf(1), RunState::Finished);
    }

    void aRunIsRunAgainAndItsConfigurationChanged()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "old", RunState::Stopped);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.clickRow(0);
        QTRY_VERIFY(desk.action("rerun")->isEnabled());
        desk.action("rerun")->trigger();
        QTRY_COMPARE(stored(desk), QStringLiteral("old-2"));
        auto* change = button(desk, "changeRunToolButton");
        QTRY_VERIFY(change->isEnabled());
        change->click();
        QTRY_COMPARE(desk.tabs()->currentIndex(), 0);
        QCOMPARE(desk.find<QLineEdit>("name.input")->text(), QStringLiteral("old"));
        button(desk, "presetToolButton")->click();
        auto* name = desk.find<QLineEdit>("presetName");
        QTRY_VERIFY(name->isVisible());
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(std::filesystem::exists(folder.path() / "presets" / "old.json"));
    }

    void aSpeedIsMeasuredAndTheQueueKnowsIt()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Desk desk(folder.path());
        desk.action("newRun")->trigger();
        QTRY_VERIFY(desk.action("start")->isEnabled());
        QTRY_VERIFY(button(desk, "measureButton")->isEnabled());
        button(desk, "measureButton")->click();
        QTRY_VERIFY(desk.find<QLabel>("costTime") != nullptr);
        QCOMPARE(desk.plan.measurements.load(), 1);
        QCOMPARE(desk.plan.sessions.load(), 0);
        QVERIFY(desk.stored([](storage::RunRepository& repository) { return repository.runs(); }).size()
                == 1); // no record
    }

    void startingCallsAMeasurementOffAndNoneBeginsWhileARunTrains()
    {
        const support::TemporaryFolder folder;
        addRun(folder.path(), "a", RunState::Queued);
        Desk desk(folder.path());
        desk.plan.measuresUntilCalledOff = true;
        desk.plan.totalSteps = 100000;
        desk.action("newRun")->trigger();
        QTRY_VERIFY(button(desk, "measureButton") != nullptr && button(desk, "measureButton")->isEnabled());
        button(desk, "measureButton")->click();
        QTRY_COMPARE(desk.plan.measurements.load(), 1);
        QCOMPARE(desk.plan.sessions.load(), 0);
        desk.action("startQueue")->trigger();
        QTRY_COMPARE(desk.plan.sessions.load(), 1);
        QTRY_VERIFY(button(desk, "measureButton") != nullptr && !button(desk, "measureButton")->isEnabled());
        QVERIFY(button(desk, "measureButton")->toolTip().contains(QStringLiteral("while a run trains")));
        desk.action("stop")->trigger();
        QTRY_COMPARE(desk.stateOf(1), RunState::Stopped);
    }

    void theSystemDockIsReadWhileLaunchIsChecked()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        const support::HeldLaunch launch(desk);
        QTRY_VERIFY(launch.isWaiting());
        desk.find<QTimer>("systemTimer")->setInterval(10);
        QSignalSpy readings(desk.find<SystemPanel>("system"), &SystemPanel::summaryChanged);
        QTRY_VERIFY(readings.count() > 2);
        QVERIFY(launch.isWaiting());
    }

    /// The queue's buttons need room; the dock takes more of the width than System and none is cut.
    void theQueueHasRoomForItsButtons()
    {
        const support::TemporaryFolder folder;
        Desk desk(folder.path());
        desk.window->resize(1280, 800);
        QTRY_COMPARE(desk.window->width(), 1280);
        QTRY_VERIFY(desk.find<QDockWidget>("queueDock")->width() > desk.find<QDockWidget>("systemDock")->width());
        for (const char* name : {"queueWorkButton", "queueChangeButton", "queueRemoveButton", "queueGoesOnCheckBox"})
            QVERIFY2(button(desk, name)->width() >= button(desk, name)->sizeHint().width(), name);
    }
};

MOLEX_GUI_TEST(tst_QueueWindow)
#include "tst_QueueWindow.moc"
