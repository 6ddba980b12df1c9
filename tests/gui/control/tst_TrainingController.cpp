#include "gui/control/TrainingController.h"

#include <algorithm>
#include <atomic>
#include <thread>
#include <utility>

#include <sys/resource.h>

#include <SQLiteCpp/Database.h>

#include "tests/support/LockSeconds.h"
#include "tests/support/TestMain.h"
#include "tests/support/TrainingTest.h"

using namespace gui;
using State = TrainingController::State;
using storage::RunState;

/// The queue worked off, held, waited for and stopped.
class tst_TrainingController : public support::TrainingTest {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(); }

    void theQueueIsWorkedOffInOrder()
    {
        const auto first = add("first");
        const auto second = add("second");
        TrainingController controller(workspace(), sessions());
        Watch watch(controller);
        controller.start();
        QVERIFY(controller.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(watch.ended, (QList<qint64>{first, second}));
        QCOMPARE(watch.finished, 2);
        QCOMPARE(watch.steps.size(), 2 * m_plan->totalSteps);
        QVERIFY(stateOf(first) == RunState::Finished);
        QVERIFY(stateOf(second) == RunState::Finished);
    }

    /// Training has all cores at work; a window beside it answers at once only where the system prefers it.
    void theWindowGoesBeforeATraining()
    {
        add("a");
        std::atomic<int> niceness = -100;
        TrainingController controller(workspace(), [make = sessions(), &niceness](auto&&... with) {
            std::thread([&niceness] { niceness = getpriority(PRIO_PROCESS, 0); }).join(); // as the engine's threads
            return make(std::forward<decltype(with)>(with)...);
        });
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        const int window = getpriority(PRIO_PROCESS, 0);
        QVERIFY2(niceness > window || window == 19, qPrintable(QString::number(niceness)));
    }

    void aRunWithoutRoomWaitsAndIsStartedLater()
    {
        const auto first = add("first");
        const auto second = add("second");
        std::atomic<bool> hasRoom{false};
        TrainingController controller(workspace(), sessions(), support::fakeMeter(*m_plan),
                                      [&](const engine::RunConfig& config, const engine::Wanted&) {
                                          if (!hasRoom)
                                              throw engine::Error(config.name + " has no room");
                                      });
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), QStringLiteral("first has no room"));
        QCOMPARE(m_plan->sessions.load(), 0);
        QVERIFY(stateOf(first) == RunState::Queued);
        QVERIFY(stateOf(second) == RunState::Queued);
        hasRoom = true;
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QVERIFY(stateOf(first) == RunState::Finished);
        QVERIFY(stateOf(second) == RunState::Finished);
    }

    /// Longer than a change waits that somebody makes by hand.
    void theQueueWaitsForAnotherWriter()
    {
        const auto run = add("first");
        SQLite::Database other((workspace() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        TrainingController controller(workspace(), sessions());
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTest::qWait(std::max(6000, support::lockMilliseconds()));
        QVERIFY(controller.isBusy());
        other.exec("ROLLBACK");
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 0);
        QVERIFY(stateOf(run) == RunState::Finished);
    }

    void aStopEndsTheWaitForAnotherWriter()
    {
        const auto run = add("first");
        SQLite::Database other((workspace() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        TrainingController controller(workspace(), sessions());
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTest::qWait(300); // for the thread to come to the waiting
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 0);
        other.exec("ROLLBACK");
        QVERIFY(stateOf(run) == RunState::Queued);
    }

    void aStopEndsTheLookForRoom()
    {
        const auto run = add("first");
        std::atomic<bool> isLooking{false};
        TrainingController controller(workspace(), sessions(), support::fakeMeter(*m_plan),
                                      [&](const engine::RunConfig&, const engine::Wanted& wanted) {
                                          isLooking = true;
                                          while (wanted())
                                              std::this_thread::sleep_for(std::chrono::milliseconds(1));
                                          engine::requireWanted(wanted);
                                      });
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(isLooking.load(), 20000);
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 0);
        QVERIFY(stateOf(run) == RunState::Queued);
    }

    void pauseHoldsTheRunUntilResume()
    {
        m_plan->totalSteps = 100000;
        const auto run = add("a");
        TrainingController controller(workspace(), sessions());
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        controller.pause();
        QVERIFY(controller.state() == State::Pausing);
        QTRY_VERIFY(controller.state() == State::Paused);
        QTRY_VERIFY(stateOf(run) == RunState::Paused);
        const auto steps = watch.steps.size();
        controller.resume();
        QTRY_VERIFY(controller.state() == State::Running);
        QTRY_VERIFY(watch.steps.size() > steps);
        controller.stop();
        QTRY_VERIFY(!controller.isBusy());
        for (qsizetype i = 0; i < watch.steps.size(); ++i)
            QCOMPARE(watch.steps[i], i + 1);
    }

    void stopLeavesACheckpointAndTheRestOfTheQueueWaits()
    {
        m_plan->totalSteps = 100000;
        const auto first = add("first");
        const auto second = add("second");
        TrainingController controller(workspace(), sessions());
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY(watch.steps.size() > 10);
        controller.stop();
        QVERIFY(controller.state() == State::Stopping);
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(watch.ended, QList<qint64>{first});
        QVERIFY(stateOf(first) == RunState::Stopped);
        QVERIFY(stateOf(second) == RunState::Queued);
        const storage::RunRepository repository(workspace());
        QVERIFY(!repository.checkpoints(first).empty());
        QVERIFY(std::filesystem::exists(repository.checkpoints(first).back().path));
    }

    void aPausedRunCanBeStopped()
    {
        m_plan->totalSteps = 100000;
        const auto run = add("a");
        TrainingController controller(workspace(), sessions());
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        controller.pause();
        QTRY_VERIFY(controller.state() == State::Paused);
        controller.interrupt();
        QTRY_VERIFY(!controller.isBusy());
        QVERIFY(stateOf(run) == RunState::Interrupted);
    }

    void aRunAddedWhileTheQueueEndsIsNotForgotten()
    {
        m_plan->totalSteps = 2;
        TrainingController controller(workspace(), sessions());
        Watch watch(controller);
        for (int i = 1; i <= 30; ++i) {
            add("run");
            controller.start();
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(watch.ended.size(), 30, 30000);
        QTRY_VERIFY(!controller.isBusy());
    }

    void anotherProcessMayAskForAStop()
    {
        m_plan->totalSteps = 100000;
        const auto first = add("first");
        TrainingController controller(workspace(), sessions());
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        storage::RunRepository(workspace()).requestStop(first);
        QTRY_VERIFY(!controller.isBusy());
        QVERIFY(stateOf(first) == RunState::Stopped);
    }

    void theDestructorInterruptsAndWaits()
    {
        m_plan->totalSteps = 100000;
        const auto run = add("a");
        {
            TrainingController controller(workspace(), sessions());
            controller.start();
            QTRY_VERIFY(controller.state() == State::Running);
        }
        QVERIFY(stateOf(run) == RunState::Interrupted);
        const storage::RunRepository repository(workspace());
        QVERIFY(!repository.checkpoints(run).empty());
    }

    void aStopBetweenRunsIsForgottenByTheNextStart()
    {
        m_plan->totalSteps = 100000;
        add("a");
        TrainingController controller(workspace(), sessions());
        controller.start();
        controller.stop(); // the run has not begun
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
    }
};

MOLEX_TEST(tst_TrainingController)
#include "tst_TrainingController.moc"
