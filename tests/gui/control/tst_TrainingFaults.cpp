#include "gui/control/TrainingController.h"

#include <atomic>
#include <new>
#include <optional>

#include "tests/support/FileSizeLimit.h"
#include "tests/support/TestMain.h"
#include "tests/support/TrainingTest.h"

using namespace gui;
using State = TrainingController::State;
using storage::RunState;

/// Runs that fail, a store that cannot be written, and what is thrown on the training thread.
class tst_TrainingFaults : public support::TrainingTest {
    Q_OBJECT

private:
    static constexpr rlim_t fullDisk = 4096; ///< bytes: less than one page of a database can be written

private Q_SLOTS:
    void init() { begin(); }

    void afterAFailedRunTheNextOneStarts()
    {
        m_plan->failure = "the loss is not a number";
        const auto first = add("first");
        const auto second = add("second");
        TrainingController controller(workspace(), sessions());
        Watch watch(controller);
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QCOMPARE(watch.ended.size(), 2);
        QVERIFY(stateOf(first) == RunState::Failed);
        QVERIFY(stateOf(second) == RunState::Failed);
    }

    void aStoreThatCannotBeWrittenPausesTheRunFromItsStart()
    {
        m_plan->totalSteps = 100000;
        m_plan->stepTime = std::chrono::milliseconds(2); // the recorder has room for all that happens before it fails
        add("a");
        std::optional<support::FileSizeLimit> limit;
        TrainingController controller(workspace(), [&](engine::RunConfig config, engine::SessionFolders folders) {
            limit.emplace(fullDisk);
            return sessions()(std::move(config), std::move(folders));
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
        m_plan->totalSteps = 1000000;
        const auto run = add("a");
        TrainingController controller(workspace(), sessions());
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
        const auto first = add("first");
        const auto second = add("second");
        std::atomic<bool> isSound{false};
        TrainingController controller(
            workspace(), [&](engine::RunConfig config, engine::SessionFolders folders) -> std::unique_ptr<Session> {
                if (isSound)
                    return sessions()(std::move(config), std::move(folders));
                if (isException)
                    throw std::bad_alloc();
                throw 7;
            });
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_COMPARE_WITH_TIMEOUT(failed.count(), 1, 20000);
        QVERIFY(!failed[0][0].toString().isEmpty());
        QTRY_VERIFY(!controller.isBusy());
        QVERIFY(stateOf(first) == RunState::Interrupted);
        isSound = true;
        controller.start();
        QTRY_VERIFY_WITH_TIMEOUT(!controller.isBusy(), 20000);
        QVERIFY(stateOf(second) == RunState::Finished);
    }

    void aMeasurementThatThrowsIsToldAndTheWindowGoesOn()
    {
        TrainingController controller(
            workspace(), sessions(),
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
        m_folder->write("workspace.sqlite", "not a database at all, whatever its name says");
        TrainingController controller(workspace(), sessions());
        QSignalSpy failed(&controller, &TrainingController::failed);
        controller.start();
        QTRY_COMPARE(failed.count(), 1);
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(m_plan->sessions.load(), 0);
    }
};

MOLEX_TEST(tst_TrainingFaults)
#include "tst_TrainingFaults.moc"
