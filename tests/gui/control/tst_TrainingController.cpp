#include "gui/control/TrainingController.h"

#include <new>
#include <optional>

#include <SQLiteCpp/Database.h>

#include "tests/support/FakeSession.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;
using State = TrainingController::State;
using storage::RunState;

class tst_TrainingController : public QObject {
    Q_OBJECT

private:
    static std::int64_t add(const std::filesystem::path& workspace, const std::string& name)
    {
        storage::RunRepository repository(workspace);
        return RunScheduler(repository).add(support::fakeConfig(name));
    }

    static RunState stateOf(const std::filesystem::path& workspace, std::int64_t run)
    {
        return storage::RunRepository(workspace).run(run)->state;
    }

    static constexpr rlim_t fullDisk = 4096; ///< bytes: less than one page of a database can be written

    /// Follows a controller's events and states.
    struct Watch
    {
        explicit Watch(TrainingController& controller)
        {
            connect(&controller, &TrainingController::stateChanged, &controller,
                    [this, &controller] { states << controller.state(); });
            connect(&controller, &TrainingController::runEnded, &controller, [this](qint64 run) { ended << run; });
            connect(&controller, &TrainingController::eventsArrived, &controller, [this](const EventBatch& batch) {
                for (const engine::RunEvent& event : batch.events) {
                    if (const auto* step = std::get_if<engine::StepDone>(&event))
                        steps << step->step;
                    finished += std::holds_alternative<engine::RunFinished>(event);
                }
            });
        }
        QList<State> states;
        QList<qint64> ended;
        QList<qint64> steps;
        int finished = 0;
    };

private Q_SLOTS:
    void theQueueIsWorkedOffInOrder()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto first = add(folder.path(), "first");
        const auto second = add(folder.path(), "second");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        Watch watch(controller);
        controller.start();
        QVERIFY(controller.isBusy());
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(watch.ended, (QList<qint64>{first, second}));
        QCOMPARE(watch.finished, 2);
        QCOMPARE(watch.steps.size(), 2 * plan.totalSteps);
        QVERIFY(stateOf(folder.path(), first) == RunState::Finished);
        QVERIFY(stateOf(folder.path(), second) == RunState::Finished);
    }

    void aRunWithoutRoomWaitsAndIsStartedLater()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto first = add(folder.path(), "first");
        const auto second = add(folder.path(), "second");
        std::atomic<bool> hasRoom{false};
        TrainingController controller(folder.path(), support::fakeSessions(plan), support::fakeMeter(plan),
                                      [&](const engine::RunConfig& config, const engine::Wanted&) {
                                          if (!hasRoom)
                                              throw engine::Error(config.name + " has no room");
                                      });
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 1);
        QCOMPARE(failed[0][0].toString(), QStringLiteral("first has no room"));
        QCOMPARE(plan.sessions.load(), 0);
        QVERIFY(stateOf(folder.path(), first) == RunState::Queued);
        QVERIFY(stateOf(folder.path(), second) == RunState::Queued);
        hasRoom = true;
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QVERIFY(stateOf(folder.path(), first) == RunState::Finished);
        QVERIFY(stateOf(folder.path(), second) == RunState::Finished);
    }

    /// Longer than a change waits that somebody makes by hand.
    void theQueueWaitsForAnotherWriter()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto run = add(folder.path(), "first");
        SQLite::Database other((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTest::qWait(6000);
        QVERIFY(controller.isBusy());
        other.exec("ROLLBACK");
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 0);
        QVERIFY(stateOf(folder.path(), run) == RunState::Finished);
    }

    void aStopEndsTheWaitForAnotherWriter()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto run = add(folder.path(), "first");
        SQLite::Database other((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTest::qWait(300); // for the thread to come to the waiting
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(failed.count(), 0);
        other.exec("ROLLBACK");
        QVERIFY(stateOf(folder.path(), run) == RunState::Queued);
    }

    void aStopEndsTheLookForRoom()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto run = add(folder.path(), "first");
        std::atomic<bool> isLooking{false};
        TrainingController controller(folder.path(), support::fakeSessions(plan), support::fakeMeter(plan),
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
        QVERIFY(stateOf(folder.path(), run) == RunState::Queued);
    }

    void afterAFailedRunTheNextOneStarts()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.failure = "the loss is not a number";
        const auto first = add(folder.path(), "first");
        const auto second = add(folder.path(), "second");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(watch.ended.size(), 2);
        QVERIFY(stateOf(folder.path(), first) == RunState::Failed);
        QVERIFY(stateOf(folder.path(), second) == RunState::Failed);
    }

    void pauseHoldsTheRunUntilResume()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        const auto run = add(folder.path(), "a");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        controller.pause();
        QVERIFY(controller.state() == State::Pausing);
        QTRY_VERIFY(controller.state() == State::Paused);
        QTRY_VERIFY(stateOf(folder.path(), run) == RunState::Paused);
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
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        const auto first = add(folder.path(), "first");
        const auto second = add(folder.path(), "second");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY(watch.steps.size() > 10);
        controller.stop();
        QVERIFY(controller.state() == State::Stopping);
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(watch.ended, QList<qint64>{first});
        QVERIFY(stateOf(folder.path(), first) == RunState::Stopped);
        QVERIFY(stateOf(folder.path(), second) == RunState::Queued);
        const storage::RunRepository repository(folder.path());
        QVERIFY(!repository.checkpoints(first).empty());
        QVERIFY(std::filesystem::exists(repository.checkpoints(first).back().path));
    }

    void aPausedRunCanBeStopped()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        const auto run = add(folder.path(), "a");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        controller.pause();
        QTRY_VERIFY(controller.state() == State::Paused);
        controller.interrupt();
        QTRY_VERIFY(!controller.isBusy());
        QVERIFY(stateOf(folder.path(), run) == RunState::Interrupted);
    }

    void aRunAddedWhileTheQueueEndsIsNotForgotten()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 2;
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        Watch watch(controller);
        for (int i = 1; i <= 30; ++i) {
            add(folder.path(), "run");
            controller.start();
            QCoreApplication::processEvents();
        }
        QTRY_COMPARE_WITH_TIMEOUT(watch.ended.size(), 30, 30000);
        QTRY_VERIFY(!controller.isBusy());
    }

    void anotherProcessMayAskForAStop()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        const auto first = add(folder.path(), "first");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        storage::RunRepository(folder.path()).requestStop(first);
        QTRY_VERIFY(!controller.isBusy());
        QVERIFY(stateOf(folder.path(), first) == RunState::Stopped);
    }

    void theDestructorInterruptsAndWaits()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        const auto run = add(folder.path(), "a");
        {
            TrainingController controller(folder.path(), support::fakeSessions(plan));
            controller.start();
            QTRY_VERIFY(controller.state() == State::Running);
        }
        QVERIFY(stateOf(folder.path(), run) == RunState::Interrupted);
        const storage::RunRepository repository(folder.path());
        QVERIFY(!repository.checkpoints(run).empty());
    }

    void aStopBetweenRunsIsForgottenByTheNextStart()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        add(folder.path(), "a");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        controller.start();
        controller.stop(); // the run has not begun
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
    }

    void aStoreThatCannotBeWrittenPausesTheRunFromItsStart()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        plan.stepTime = std::chrono::milliseconds(2); // the recorder has room for all that happens before it fails
        add(folder.path(), "a");
        std::optional<support::FileSizeLimit> limit;
        TrainingController controller(folder.path(), [&](engine::RunConfig config, engine::SessionFolders folders) {
            limit.emplace(fullDisk);
            return support::fakeSessions(plan)(std::move(config), std::move(folders));
        });
        QSignalSpy troubled(&controller, &TrainingController::recorderTroubled);
        controller.start();
        QTest::qSleep(1000); // a window that is busy while the run starts and fails to be stored
        QTRY_VERIFY(controller.state() == State::Paused);
        QCOMPARE(troubled.count(), 1);
        limit->lift();
        QTRY_VERIFY(controller.state() == State::Running);
        QCOMPARE(troubled.count(), 2);
    }

    void aRunThatGoesOnUnstoredCanStillBeStopped()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 1000000;
        const auto run = add(folder.path(), "a");
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY(controller.state() == State::Running);
        const support::FileSizeLimit limit(fullDisk);
        QTRY_VERIFY(controller.state() == State::Paused); // steps take long enough that the recorder has room until then
        controller.resume(); // until the recorder has no more room
        const auto isHeld = [&] {
            const qsizetype before = watch.steps.size();
            QTest::qWait(300);
            return controller.state() == State::Running && watch.steps.size() == before;
        };
        QTRY_VERIFY_WITH_TIMEOUT(isHeld(), 20000);
        controller.stop();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(watch.ended, QList<qint64>{run});
    }

    void whatIsThrownOnTheTrainingThreadIsToldAndTheWindowGoesOn_data()
    {
        QTest::addColumn<bool>("isException");
        QTest::newRow("an exception") << true;
        QTest::newRow("something else") << false;
    }

    void whatIsThrownOnTheTrainingThreadIsToldAndTheWindowGoesOn()
    {
        QFETCH(bool, isException);
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto first = add(folder.path(), "first");
        const auto second = add(folder.path(), "second");
        std::atomic<bool> isSound{false};
        TrainingController controller(
            folder.path(), [&](engine::RunConfig config, engine::SessionFolders folders) -> std::unique_ptr<Session> {
                if (isSound)
                    return support::fakeSessions(plan)(std::move(config), std::move(folders));
                if (isException)
                    throw std::bad_alloc();
                throw 7;
            });
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        QVERIFY(!failed[0][0].toString().isEmpty());
        QTRY_VERIFY(!controller.isBusy());
        QVERIFY(stateOf(folder.path(), first) == RunState::Interrupted);
        isSound = true;
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QVERIFY(stateOf(folder.path(), second) == RunState::Finished);
    }

    void aMeasurementThatThrowsIsToldAndTheWindowGoesOn()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        TrainingController controller(
            folder.path(), support::fakeSessions(plan),
            [](const engine::RunConfig&, const std::function<bool()>&) -> engine::MeasuredSpeed {
                throw std::bad_alloc();
            });
        QSignalSpy failed(&controller, &TrainingController::measuringFailed);
        QVERIFY(controller.measure(support::fakeConfig("a")));
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        QVERIFY(!controller.isMeasuring());
    }

    void aWorkspaceThatCannotBeOpenedIsToldAndTheWindowGoesOn()
    {
        const support::TemporaryFolder folder;
        folder.write("workspace.sqlite", "not a database at all, whatever its name says");
        support::FakePlan plan;
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_COMPARE(failed.count(), 1);
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(plan.sessions.load(), 0);
    }
};

MOLEX_TEST(tst_TrainingController)
#include "tst_TrainingController.moc"
