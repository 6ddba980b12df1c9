#include "gui/control/RunScheduler.h"

#include "engine/run/ConfigJson.h"
#include "gui/control/QueueLock.h"
#include "gui/control/RunExecution.h"
#include "tests/support/FakeSession.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;
using storage::RunState;

/// Runs taken out of the queue and put back, and runs that go on as new ones.
class tst_QueueScheduling : public QObject {
    Q_OBJECT

private:
    static QString order(storage::RunRepository& repository)
    {
        QStringList names;
        for (const storage::RunRecord& run : repository.queue())
            names << QString::fromStdString(run.name);
        return names.join(QLatin1Char(' '));
    }

    static void train(storage::RunRepository& repository, RunScheduler& scheduler, support::FakePlan& plan,
                      bool isStopped = false)
    {
        engine::RunControl control;
        if (isStopped)
            control.stop(engine::RunControl::Stop::ByUser);
        executeRun(repository.workspace(), *scheduler.next(), support::fakeSessions(plan), {control, {}, {}});
    }

private Q_SLOTS:
    void interruptedRunsGoBeforeWhatWaits()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        std::vector<std::int64_t> ids;
        for (const char* name : {"a", "b", "c", "d", "archived"})
            ids.push_back(scheduler.add(support::fakeConfig(name)));
        for (const std::int64_t run : {ids[1], ids[2], ids[4]})
            repository.setState(run, RunState::Interrupted);
        storage::RunMarks marks;
        marks.isArchived = true;
        repository.setMarks(ids[4], marks);
        const std::vector<storage::RunRecord> found = scheduler.interrupted();
        QCOMPARE(found.size(), std::size_t(2));
        QCOMPARE(found[0].name, std::string("b"));
        QCOMPARE(found[1].name, std::string("c"));
        scheduler.requeueFirst({found[0].id, found[1].id});
        QCOMPARE(order(repository), QStringLiteral("b c a d"));
        QVERIFY(scheduler.interrupted().empty());
    }

    void aRunTakenOutComesBackInItsPlace()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto ids = scheduler.add({support::fakeConfig("a"), support::fakeConfig("b"), support::fakeConfig("c")});
        const TakenRun taken = scheduler.takeOut(ids[1]);
        QCOMPARE(order(repository), QStringLiteral("a c"));
        QVERIFY(taken.isNew && !repository.run(ids[1]));
        scheduler.putBack(taken);
        QCOMPARE(order(repository), QStringLiteral("a b c"));
        QCOMPARE(repository.run(ids[1])->configJson, taken.record.configJson);
        const TakenRun last = scheduler.takeOut(ids[2]);
        scheduler.putBack(last);
        QCOMPARE(order(repository), QStringLiteral("a b c"));
        scheduler.takeOut(ids[0]);
        QVERIFY_THROWS_EXCEPTION(engine::BadInput, scheduler.takeOut(ids[0]));
    }

    void severalComeBackInTheirOrder()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto ids = scheduler.add({support::fakeConfig("a"), support::fakeConfig("b"), support::fakeConfig("c")});
        std::vector<TakenRun> taken;
        for (const auto id : {ids[0], ids[1]})
            taken.push_back(scheduler.takeOut(id));
        for (auto run = taken.rbegin(); run != taken.rend(); ++run)
            scheduler.putBack(*run);
        QCOMPARE(order(repository), QStringLiteral("a b c"));
    }

    void whatARunHasRecordedIsKeptWhenItIsTakenOut()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        const auto id = scheduler.add(support::fakeConfig("a"));
        train(repository, scheduler, plan, true);
        scheduler.requeue(id);
        const TakenRun taken = scheduler.takeOut(id);
        QVERIFY(!taken.isNew);
        QVERIFY(repository.run(id)->state == RunState::Stopped);
        QVERIFY(!repository.series(id, "loss").steps.empty());
        scheduler.putBack(taken);
        QVERIFY(repository.run(id)->state == RunState::Queued);
        QVERIFY(scheduler.next()->firstStep > 0);
    }

    void trainMoreMakesANewRunFromTheNewestCheckpoint()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        engine::RunConfig config = support::fakeConfig("a");
        config.group = "g";
        const auto id = scheduler.add(config);
        QVERIFY_THROWS_EXCEPTION(engine::BadInput, scheduler.trainMore(id, 10)); // waits
        train(repository, scheduler, plan);
        const std::string before = repository.run(id)->configJson;
        QVERIFY_THROWS_EXCEPTION(engine::BadInput, scheduler.trainMore(id, 0));
        const auto more = scheduler.trainMore(id, 25);
        QVERIFY(more != id);
        const auto order = scheduler.next();
        QCOMPARE(order->id, more);
        QCOMPARE(order->name, std::string("a-to-65"));
        QCOMPARE(order->config.group, std::string("g to 65"));
        QCOMPARE(order->config.training.steps, plan.totalSteps + 25);
        const std::filesystem::path start = order->config.training.continueFrom;
        QCOMPARE(start.filename().string(), std::string("run-1-step-40")); // says where it comes from
        QVERIFY(std::filesystem::exists(start / "state.json"));
        QVERIFY(!order->folders.resumeFrom);
        QCOMPARE(repository.run(id)->configJson, before); // the first part's record stays as it was
        QVERIFY(repository.run(id)->state == RunState::Finished);
        QCOMPARE(repository.series(id, "loss").steps.size(), std::size_t(plan.totalSteps));
    }

    void theAdapterThatItBeginsWithIsFoundFromElsewhere()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        engine::RunConfig config = support::fakeConfig("a");
        engine::LoraConfig lora;
        lora.start = "adapters/../mnli";
        config.method = lora;
        const auto start = std::get<engine::LoraConfig>(scheduler.prepare(scheduler.add(config)).config.method).start;
        QCOMPARE(start, (std::filesystem::current_path() / "mnli").string());
    }

    void aRunFromElsewhereGoesOnFromTheStartThatCameWithIt()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        engine::RunConfig config = support::fakeConfig("a");
        config.training.continueFrom = "/nowhere/starts/run-7-step-40";
        const auto id = scheduler.add(config);
        QCOMPARE(scheduler.prepare(id).config.training.continueFrom, std::string("/nowhere/starts/run-7-step-40"));
        const std::filesystem::path start = repository.runFolder(id) / "start"; // as an import puts it
        std::filesystem::create_directories(start);
        QCOMPARE(scheduler.prepare(id).config.training.continueFrom, std::filesystem::absolute(start).string());
        QVERIFY(scheduler.remove(id));
        QVERIFY(!std::filesystem::exists(start));
    }

    void aRerunHasACopyOfTheStartThatCameWithTheRun()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        engine::RunConfig config = support::fakeConfig("a");
        config.training.continueFrom = "/nowhere/starts/run-7-step-40";
        const auto id = scheduler.add(config);
        const auto startOf = [&](std::int64_t run) { return scheduler.prepare(run).config.training.continueFrom; };
        const auto rerun = [&] {
            engine::RunConfig again = config;
            again.training.continueFrom = *scheduler.startFor(*repository.run(id), config);
            return scheduler.add(again);
        };
        folder.write("runs/1/start/state.json", "its own"); // as an import puts it
        const auto again = rerun();
        const std::filesystem::path start = startOf(again);
        QCOMPARE(start.string(), std::filesystem::absolute(folder.path() / "starts" / "run-1-start").string());
        QCOMPARE(startOf(rerun()), start.string());
        std::filesystem::remove(start / "state.json");
        folder.write("starts/run-1-start/state.json", "its own"); // a copy, as on a disk without hard links
        QCOMPARE(startOf(rerun()), start.string());
        std::filesystem::remove_all(repository.runFolder(id));
        folder.write("runs/1/start/state.json", "another"); // of the next run of this number, as long
        QCOMPARE(startOf(rerun()), start.string() + "-2");
        config.training.continueFrom = (repository.runFolder(id) / "start").string();
        std::filesystem::remove_all(config.training.continueFrom);
        try {
            scheduler.add(config);
            QFAIL("a run was added that has no start");
        } catch (const engine::Error& problem) {
            QVERIFY2(std::string(problem.what()).find("runs/1/start: is not there") != std::string::npos, problem.what());
        }
        QVERIFY(scheduler.remove(id));
        QCOMPARE(support::contentOf(start / "state.json"), std::string("its own"));
        QCOMPARE(*scheduler.startFor(*repository.run(again), scheduler.prepare(again).config), start.string());
    }

    void theStartIsKeptAsLongAsARunNeedsIt()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        const auto id = scheduler.add(support::fakeConfig("a"));
        train(repository, scheduler, plan);
        const auto more = scheduler.trainMore(id, 25);
        const std::filesystem::path start = scheduler.next()->config.training.continueFrom;
        QVERIFY(scheduler.remove(id));
        QVERIFY(!std::filesystem::exists(repository.runFolder(id)));
        QVERIFY(std::filesystem::exists(start / "state.json"));
        scheduler.remove(more);
        QVERIFY(!std::filesystem::exists(start));
    }

    void withoutACheckpointThereIsNothingToGoOnFrom()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = scheduler.add(support::fakeConfig("a"));
        repository.setState(id, RunState::Finished);
        QVERIFY_THROWS_EXCEPTION(engine::BadInput, scheduler.trainMore(id, 10));
        QVERIFY_THROWS_EXCEPTION(engine::BadInput, scheduler.trainMore(id + 1, 10));
    }

    void aRunThatCanNeverBeginIsToldAndMayHoldTheRest()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        for (const char* name : {"broken", "broken too"})
            repository.create(name, "", R"({"training": {"epochs": "many"}})");
        const auto sound = scheduler.add(support::fakeConfig("sound"));
        bool goesOn = false;
        std::vector<storage::RunRecord> told;
        const auto news = [&](const storage::RunRecord& run) {
            told.push_back(run);
            return goesOn;
        };
        QVERIFY(!scheduler.next({}, {}, news));
        QCOMPARE(told.size(), std::size_t(1));
        QCOMPARE(told[0].name, std::string("broken"));
        QVERIFY(told[0].state == RunState::Failed);
        QVERIFY2(told[0].reason.find("training.epochs") != std::string::npos, told[0].reason.c_str());
        QCOMPARE(scheduler.waiting(), std::int64_t(2));
        goesOn = true;
        QCOMPARE(scheduler.next({}, {}, news)->id, sound);
        QCOMPARE(told.size(), std::size_t(2));
        QCOMPARE(told[1].name, std::string("broken too"));
    }

    void aDevicesRunsMayHaveAWorkerOfTheirOwn()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler all(repository);
        RunScheduler second(repository);
        std::vector<std::int64_t> ids;
        for (const char* device : {"cuda", "cuda:1", "auto"}) {
            engine::RunConfig config = support::fakeConfig(device);
            config.runtime.device = device;
            ids.push_back(all.add(config));
        }
        const QueueLock lock(folder.path());
        {
            const QueueLock own(folder.path(), "cuda:1"); // beside the other
            second.setDevice("cuda:1");
            QCOMPARE(second.next()->id, ids[1]);
            const auto first = all.next();
            QCOMPARE(first->id, ids[0]);
            QVERIFY_THROWS_EXCEPTION(engine::Error, QueueLock(folder.path(), "cuda:0")); // that run is under way
            repository.setState(ids[0], RunState::Finished);
            QCOMPARE(all.next()->id, ids[2]); // not the other worker's
            repository.setState(ids[2], RunState::Finished);
            QVERIFY(!all.next());
        }
        QCOMPARE(all.next()->id, ids[1]); // the other has gone
        const QueueLock none(folder.path(), "cuda:0");
        second.setDevice("cuda:0");
        QVERIFY(!second.next());
    }

    void oneProcessWorksOffAQueue()
    {
        const support::TemporaryFolder folder;
        {
            const QueueLock lock(folder.path());
            QVERIFY_THROWS_EXCEPTION(engine::Error, QueueLock(folder.path()));
        }
        const QueueLock again(folder.path());
        QVERIFY_THROWS_EXCEPTION(engine::Error, QueueLock(folder.path() / "nowhere"));
    }
};

MOLEX_TEST(tst_QueueScheduling)
#include "tst_QueueScheduling.moc"
