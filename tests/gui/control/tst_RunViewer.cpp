#include "gui/control/RunViewer.h"

#include <QDeadlineTimer>

#include "gui/control/RunNews.h"
#include "gui/control/StoreAccess.h"
#include "gui/control/TrainingController.h"
#include "storage/runs/RunRecorder.h"
#include "tests/support/FakeSession.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;

class tst_RunViewer : public QObject {
    Q_OBJECT

private:
    static std::int64_t add(const std::filesystem::path& workspace)
    {
        storage::RunRepository repository(workspace);
        return RunScheduler(repository).add(support::fakeConfig("a"));
    }

private Q_SLOTS:
    void whatARunSaysWhileTheWindowIsBusyIsShownOnce()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        plan.totalSteps = 100000;
        const auto run = add(folder.path());
        StoreAccess store(folder.path());
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, controller);
        QSignalSpy shown(&viewer, &RunViewer::shown);
        controller.start();
        const QDeadlineTimer patience(20'000); // until the run has begun, and its first words are in the store too
        while (storage::RunRepository(folder.path()).log(run).empty() && !patience.hasExpired())
            QTest::qSleep(50);
        QVERIFY(!patience.hasExpired());
        QTRY_COMPARE(shown.count(), 1);
        QTRY_VERIFY(viewer.live().step() > 1);
        QTRY_COMPARE(viewer.live().history().log.size(), std::size_t(1)); // by its event, which may be behind the store
        const MetricSeries* loss = viewer.live().series("loss");
        QVERIFY(loss != nullptr);
        QCOMPARE(std::int64_t(loss->size()), viewer.live().step()); // each step once, none left out
    }

    void wordsOfAnEarlierStartStay()
    {
        const support::TemporaryFolder folder;
        support::FakePlan plan;
        const auto run = add(folder.path());
        StoreAccess store(folder.path());
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, controller);
        controller.start();
        QTRY_VERIFY(!controller.isBusy());
        storage::RunRepository(folder.path()).setState(run, storage::RunState::Queued);
        plan.totalSteps = 80;
        controller.start();
        QTRY_VERIFY(!controller.isBusy());
        QTRY_COMPARE(viewer.live().step(), plan.totalSteps);
        QCOMPARE(viewer.live().history().log.size(), std::size_t(2));
    }

    /// As by `molex run` in a terminal while the window shows the run.
    void aRunOfAnotherProgramIsReadOn()
    {
        const support::TemporaryFolder folder;
        const auto run = add(folder.path());
        StoreAccess store(folder.path());
        support::FakePlan plan;
        TrainingController idle(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, idle);
        QSignalSpy shown(&viewer, &RunViewer::shown);
        viewer.show(run);
        QTRY_COMPARE(shown.count(), 1);
        TrainingController other(folder.path(), support::fakeSessions(plan));
        plan.totalSteps = 60;
        other.start();
        QTRY_VERIFY(!other.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(viewer.saved().record().state, storage::RunState::Finished, 20000);
        QCOMPARE(viewer.saved().step(), plan.totalSteps);
        QCOMPARE(std::int64_t(viewer.saved().series("loss")->size()), plan.totalSteps);
        QCOMPARE(viewer.saved().history().log.size(), std::size_t(1));
        QCOMPARE(shown.count(), 1); // nothing was read twice
    }

    /// As when a backup is put in its place.
    void aRunIsReadOnWhereTheStoreCouldNotBeReadForAMoment()
    {
        const support::TemporaryFolder folder;
        const auto run = add(folder.path());
        StoreAccess store(folder.path(), StoreAccess::Access::ReadOnly);
        support::FakePlan plan;
        TrainingController idle(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, idle);
        QSignalSpy shown(&viewer, &RunViewer::shown);
        QSignalSpy troubled(&viewer, &RunViewer::troubled);
        viewer.show(run);
        QTRY_COMPARE(shown.count(), 1);
        const auto file = folder.path() / "workspace.sqlite";
        const auto aside = folder.path() / "aside.sqlite";
        bool isAside = false;
        store.whileClosed(
            this,
            [&] {
                std::filesystem::rename(file, aside);
                return true;
            },
            [&](const Attempt<bool>& done) { isAside = done.result.value_or(false); });
        QTRY_VERIFY(isAside);
        QTRY_COMPARE_WITH_TIMEOUT(troubled.count(), 1, 20000);
        QVERIFY(!troubled[0][0].toString().isEmpty());
        std::filesystem::rename(aside, file);
        TrainingController other(folder.path(), support::fakeSessions(plan));
        other.start();
        QTRY_VERIFY(!other.isBusy());
        QTRY_COMPARE_WITH_TIMEOUT(viewer.saved().step(), plan.totalSteps, 20000);
    }

    void aRunThatBeginsIsShownWhereTheStoreCouldNotBeReadThen()
    {
        const support::TemporaryFolder folder;
        const support::TemporaryFolder elsewhere;
        add(folder.path());
        add(elsewhere.path() / "made"); // a run of the same number
        StoreAccess store(elsewhere.path() / "there", StoreAccess::Access::ReadOnly);
        support::FakePlan plan;
        TrainingController controller(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, controller);
        QSignalSpy shown(&viewer, &RunViewer::shown);
        QSignalSpy troubled(&viewer, &RunViewer::troubled);
        controller.start();
        QTRY_COMPARE_WITH_TIMEOUT(troubled.count(), 1, 20000);
        QTRY_VERIFY(!controller.isBusy());
        QCOMPARE(shown.count(), 0);
        std::filesystem::rename(elsewhere.path() / "made", elsewhere.path() / "there");
        QTRY_COMPARE_WITH_TIMEOUT(shown.count(), 1, 20000);
        QTRY_COMPARE(viewer.live().step(), plan.totalSteps); // what it has said meanwhile is there
        QCOMPARE(std::int64_t(viewer.live().series("loss")->size()), plan.totalSteps);
    }

    /// Series are read one after the other, while the other program writes.
    void aSeriesThatWasReadBeforeAnotherMissesNoStep()
    {
        const support::TemporaryFolder folder;
        const auto run = add(folder.path());
        {
            storage::RunRecorder recorder(folder.path(), run);
            for (std::int64_t step = 1; step <= 6; ++step)
                recorder.handle(engine::StepDone{step, 0, double(step), {{"gradient_norm", 2.0}, {"loss", 0.5}}});
        }
        const storage::RunRepository repository(folder.path());
        SavedRun saved;
        saved.record = repository.run(run).value();
        saved.series = {repository.series(run, "gradient_norm"), repository.series(run, "loss")};
        storage::SeriesPoints& early = saved.series.front();
        early.steps.resize(4);
        early.values.resize(4);
        early.seconds.resize(4);
        RunModel model;
        model.load(saved);
        QCOMPARE(model.step(), std::int64_t(6));
        const std::optional<RunNews> news = readNews(repository, run, markOf(model.history()));
        QVERIFY(news && !news->isRewound);
        QCOMPARE(news->events.size(), std::size_t(2)); // and no other is read again
        model.apply(news->events);
        for (const char* key : {"gradient_norm", "loss"})
            QCOMPARE(model.series(key)->size(), std::size_t(6));
    }

    void aRunThatWasOverIsReadOnWhereAnotherProgramGoesOnWithIt_data()
    {
        QTest::addColumn<bool>("wasTrainedHere");
        QTest::newRow("trained elsewhere") << false;
        QTest::newRow("trained here") << true;
    }

    /// As by `molex resume` in a terminal.
    void aRunThatWasOverIsReadOnWhereAnotherProgramGoesOnWithIt()
    {
        QFETCH(bool, wasTrainedHere);
        const support::TemporaryFolder folder;
        const auto run = add(folder.path());
        StoreAccess store(folder.path());
        support::FakePlan plan;
        TrainingController here(folder.path(), support::fakeSessions(plan));
        TrainingController elsewhere(folder.path(), support::fakeSessions(plan));
        RunViewer viewer(store, here);
        QSignalSpy shown(&viewer, &RunViewer::shown);
        TrainingController& first = wasTrainedHere ? here : elsewhere;
        first.start();
        QTRY_VERIFY(!first.isBusy());
        if (!wasTrainedHere)
            viewer.show(run);
        QTRY_COMPARE(shown.count(), 1);
        const RunModel& before = wasTrainedHere ? viewer.live() : viewer.saved();
        QTRY_COMPARE(before.record().state, storage::RunState::Finished);
        storage::RunRepository(folder.path()).setState(run, storage::RunState::Queued);
        plan.totalSteps = 80;
        elsewhere.start();
        QTRY_VERIFY(!elsewhere.isBusy());
        QVERIFY(before.step() < plan.totalSteps);
        viewer.noteState(storage::RunState::Running); // as the table of runs had it meanwhile
        QTRY_COMPARE(viewer.saved().step(), plan.totalSteps);
        QCOMPARE(viewer.saved().record().state, storage::RunState::Finished);
        QCOMPARE(std::int64_t(viewer.saved().series("loss")->size()), plan.totalSteps);
    }
};

MOLEX_TEST(tst_RunViewer)
#include "tst_RunViewer.moc"
