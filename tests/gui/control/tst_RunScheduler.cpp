#include "gui/control/RunScheduler.h"

#include <algorithm>
#include <chrono>
#include <fstream>
#include <optional>
#include <thread>

#include "engine/data/FolderSeal.h"
#include "gui/control/RunExecution.h"
#include "gui/control/SoundCheckpoint.h"
#include "tests/support/FakeSession.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/RecordingObserver.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;
using storage::RunState;

class tst_RunScheduler : public QObject {
    Q_OBJECT

private:
    static engine::RunFinished execute(const std::filesystem::path& workspace, const RunOrder& order,
                                       support::FakePlan& plan, engine::RunControl& control)
    {
        return executeRun(workspace, order, support::fakeSessions(plan), {control, {}, {}});
    }

    /// With sealed checkpoints of these steps, each with one file of this name.
    static std::int64_t stoppedRun(storage::RunRepository& repository, RunScheduler& scheduler,
                                   const std::vector<std::int64_t>& steps, const std::string& file = "state.json")
    {
        const auto id = scheduler.add(support::fakeConfig("a"));
        storage::RunRecorder recorder(repository.workspace(), id);
        for (const std::int64_t step : steps) {
            const auto checkpoint = repository.runFolder(id) / "checkpoints" / ("step-" + std::to_string(step));
            std::filesystem::create_directories(checkpoint);
            for (const std::string& name : {file, std::string("run.json")})
                std::ofstream(checkpoint / name) << R"({"hash": "xxh3-128"})";
            engine::sealFolder(checkpoint);
            recorder.handle(engine::StepDone{step, 0.5, 1, {{"loss", 0.5}}});
            recorder.handle(engine::CheckpointSaved{step, checkpoint.string(), 2, false});
        }
        engine::RunFinished finished;
        finished.status = engine::RunStatus::Stopped;
        finished.steps = steps.back();
        recorder.handle(finished);
        return id;
    }

private Q_SLOTS:
    void runsComeInTheOrderInWhichTheyWereAdded()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        QVERIFY(!scheduler.next());
        const auto first = scheduler.add(support::fakeConfig("first"));
        scheduler.add(support::fakeConfig("second"));
        QCOMPARE(scheduler.next()->id, first);
        QCOMPARE(scheduler.next()->name, std::string("first")); // looking does not take it off
        repository.setState(first, RunState::Finished);
        QCOMPARE(scheduler.next()->name, std::string("second"));
    }

    void theQueueSurvivesARestart()
    {
        const support::TemporaryFolder folder;
        {
            storage::RunRepository repository(folder.path());
            RunScheduler(repository).add(support::fakeConfig("tonight"));
        }
        storage::RunRepository repository(folder.path());
        const auto order = RunScheduler(repository).next();
        QVERIFY(order.has_value());
        QCOMPARE(order->config.name, std::string("tonight"));
        QCOMPARE(order->folders.checkpoints, folder.path() / "runs" / std::to_string(order->id) / "checkpoints");
        QVERIFY(!order->folders.resumeFrom);
    }

    void pathsAreKeptAbsolute()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        engine::RunConfig config = support::fakeConfig("a");
        config.model.path = "models/./mine";
        config.task.path = "data/glue/../CoLA";
        scheduler.add(config);
        const engine::RunConfig kept = scheduler.next()->config;
        QCOMPARE(kept.model.path, (std::filesystem::current_path() / "models/mine").string());
        QCOMPARE(kept.task.path, (std::filesystem::current_path() / "data/CoLA").string());
        config.model.path = "starter";
        repository.setState(repository.queue().front().id, RunState::Finished);
        scheduler.add(config);
        QCOMPARE(scheduler.next()->config.model.path, std::string("starter"));
    }

    void aRunThatCannotBeReadDoesNotHoldUpTheRest()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto broken = repository.create("broken", "", R"({"training": {"epochs": "many"}})");
        const auto sound = scheduler.add(support::fakeConfig("sound"));
        QCOMPARE(scheduler.next()->id, sound);
        QVERIFY(repository.run(broken)->state == RunState::Failed);
        QVERIFY(repository.run(broken)->reason.find("training.epochs") != std::string::npos);
    }

    void aStoppedRunGoesOnFromItsNewestCheckpointOnDisk()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        const auto id = scheduler.add(support::fakeConfig("a"));
        engine::RunControl control;
        control.stop(engine::RunControl::Stop::ByUser);
        const auto stopped = execute(folder.path(), *scheduler.next(), plan, control);
        QVERIFY(repository.run(id)->state == RunState::Stopped);

        scheduler.requeue(id);
        const auto order = scheduler.next();
        QCOMPARE(order->firstStep, stopped.steps);
        QCOMPARE(order->folders.resumeFrom->string(), stopped.checkpoint);
        engine::RunControl free;
        const auto finished = execute(folder.path(), *order, plan, free);
        QCOMPARE(finished.steps, plan.totalSteps);
        QVERIFY(repository.run(id)->state == RunState::Finished);
        const auto loss = repository.series(id, "loss");
        QCOMPARE(std::int64_t(loss.steps.size()), plan.totalSteps); // each step once
    }

    void theBestCheckpointIsForPredictionAndNotToGoOnFrom()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        plan.failure = "no memory"; // at half, where only the best checkpoint is
        const auto id = scheduler.add(support::fakeConfig("a"));
        engine::RunControl control;
        execute(folder.path(), *scheduler.next(), plan, control);
        const auto kept = repository.checkpoints(id);
        QCOMPARE(kept.size(), std::size_t(1));
        QVERIFY(kept[0].best);
        scheduler.requeue(id);
        QVERIFY(!scheduler.next()->folders.resumeFrom);
    }

    void aDamagedCheckpointIsSetAsideAndTheOneBeforeTaken()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = stoppedRun(repository, scheduler, {10, 20});
        const auto damaged = repository.runFolder(id) / "checkpoints" / "step-20";
        std::ofstream(damaged / "state.json") << "[]";
        scheduler.requeue(id);
        const auto order = scheduler.next();
        QCOMPARE(order->firstStep, std::int64_t(10));
        QCOMPARE(order->folders.resumeFrom->filename().string(), std::string("step-10"));
        QCOMPARE(order->warnings.size(), std::size_t(1));
        QVERIFY(!std::filesystem::exists(damaged));
        QVERIFY(std::filesystem::exists(damaged.string() + ".damaged"));

        support::FakePlan plan;
        engine::RunControl control;
        execute(folder.path(), *order, plan, control);
        const auto log = repository.log(id);
        QVERIFY(std::any_of(log.begin(), log.end(), [](const storage::LogEntry& line) {
            return line.text.find("step-20 is damaged (not as it was written: state.json)") != std::string::npos;
        }));
    }

    void aCheckpointIsPassedOverWithoutItsMarkOrHashes_data()
    {
        QTest::addColumn<QByteArray>("left");
        QTest::newRow("no mark") << QByteArray();
        QTest::newRow("no hashes") << QByteArray("");
        QTest::newRow("another hash") << QByteArray(32, '0') + "  run.json\n";
    }

    void aCheckpointIsPassedOverWithoutItsMarkOrHashes()
    {
        QFETCH(QByteArray, left);
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = stoppedRun(repository, scheduler, {10, 20});
        const auto mark = repository.runFolder(id) / "checkpoints" / "step-20" / engine::sealName;
        std::filesystem::remove(mark);
        if (!left.isNull())
            std::ofstream(mark, std::ios::binary) << left.toStdString();
        const auto more = scheduler.trainMore(id, 5); // from the sound one too
        QCOMPARE(scheduler.prepare(more).config.training.steps, std::int64_t(15));
        scheduler.remove(more);
        scheduler.requeue(id);
        const auto order = scheduler.next();
        QVERIFY(order.has_value());
        QCOMPARE(order->firstStep, std::int64_t(10));
        QCOMPARE(order->folders.resumeFrom->filename().string(), std::string("step-10"));
        QCOMPARE(order->warnings.size(), std::size_t(1));
        QVERIFY2(order->warnings.front().find("step-20 is damaged") != std::string::npos,
                 order->warnings.front().c_str());
    }

    void whereAllAreDamagedNothingIsForgotten()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = stoppedRun(repository, scheduler, {10, 20});
        for (const char* name : {"step-10", "step-20"})
            std::ofstream(repository.runFolder(id) / "checkpoints" / name / "state.json") << "[]";
        QVERIFY_THROWS_EXCEPTION(engine::BadInput, scheduler.trainMore(id, 5));
        scheduler.requeue(id);
        QVERIFY(!scheduler.next());
        QVERIFY(repository.run(id)->state == RunState::Failed);
        const std::string reason = repository.run(id)->reason;
        for (const char* part : {"has no sound checkpoint left", "step-20 is damaged", "step-10 is damaged"})
            QVERIFY2(reason.find(part) != std::string::npos, reason.c_str());
        QCOMPARE(repository.series(id, "loss").steps.size(), std::size_t(2));

        scheduler.requeue(id); // somebody wants it all the same
        const auto order = scheduler.next();
        QVERIFY(order.has_value());
        QCOMPARE(order->firstStep, std::int64_t(0));
        QVERIFY(!order->folders.resumeFrom);
        QVERIFY(repository.series(id, "loss").steps.empty());
    }

    void aPredictionFromADamagedCheckpointIsRefusedAndASoundOneOffered()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = stoppedRun(repository, scheduler, {10, 20}, "weights.safetensors");
        const std::vector<storage::CheckpointRecord> checkpoints = repository.checkpoints(id);
        const storage::CheckpointRecord chosen = *storage::checkpointToUse(checkpoints);
        requireSound(chosen, checkpoints);
        std::ofstream(std::filesystem::path(chosen.path) / "weights.safetensors") << "[]";
        try {
            requireSound(chosen, checkpoints);
            QFAIL("accepted");
        } catch (const engine::BadInput& problem) {
            const std::string text = problem.what();
            for (const char* part :
                 {"step-20/weights.safetensors: is damaged", "its checkpoint of step 10 is sound", "step-10"})
                QVERIFY2(text.find(part) != std::string::npos, text.c_str());
        }
    }

    /// The disk is full when the last step is done, and for longer than a recorder that is closed would try.
    void theEndOfARunIsStoredOnceThereIsRoom()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        plan.totalSteps = 10;
        const auto id = scheduler.add(support::fakeConfig("a"));
        std::optional<support::FileSizeLimit> limit;
        support::RecordingObserver observer;
        observer.onEvent = [&](const engine::RunEvent& event) {
            if (const auto* done = std::get_if<engine::StepDone>(&event); done != nullptr && done->step == 10)
                limit.emplace(rlim_t(4096));
        };
        std::thread lifting;
        storage::RunRecorder::Callbacks callbacks;
        callbacks.trouble = [&](const std::string& text) {
            if (!text.empty() && !lifting.joinable())
                lifting = std::thread([&] {
                    std::this_thread::sleep_for(std::chrono::seconds(1));
                    limit->lift();
                });
        };
        engine::RunControl control;
        executeRun(folder.path(), *scheduler.next(), support::fakeSessions(plan), {control, callbacks, {&observer}});
        QVERIFY(lifting.joinable());
        lifting.join();
        QVERIFY(repository.run(id)->state == RunState::Finished);
        QCOMPARE(std::int64_t(repository.series(id, "loss").steps.size()), plan.totalSteps);
    }

    void withoutItsCheckpointARunBeginsAgain()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        support::FakePlan plan;
        const auto id = scheduler.add(support::fakeConfig("a"));
        engine::RunControl control;
        control.stop();
        execute(folder.path(), *scheduler.next(), plan, control);
        std::filesystem::remove_all(repository.runFolder(id));
        scheduler.requeue(id);
        const auto order = scheduler.next();
        QCOMPARE(order->firstStep, std::int64_t(0));
        QVERIFY(!order->folders.resumeFrom);
        QVERIFY(repository.series(id, "loss").steps.empty());
    }

    void deletingARunLeavesAloneWhatLinksLeadTo()
    {
        const support::TemporaryFolder folder;
        const support::TemporaryFolder elsewhere;
        const auto precious = elsewhere.write("documents/precious", "kept");
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = scheduler.add(support::fakeConfig("a"));
        std::filesystem::create_directories(repository.runFolder(id).parent_path());
        std::filesystem::create_directory_symlink(elsewhere.path() / "documents", repository.runFolder(id));
        std::filesystem::create_directory_symlink(elsewhere.path(), folder.path() / "starts");
        QVERIFY(scheduler.remove(id)); // of the run, the link
        QVERIFY(!std::filesystem::is_symlink(repository.runFolder(id)));
        QVERIFY(std::filesystem::exists(precious));
    }

    void onlyARunThatIsOverEarlyCanGoOn()
    {
        const support::TemporaryFolder folder;
        storage::RunRepository repository(folder.path());
        RunScheduler scheduler(repository);
        const auto id = scheduler.add(support::fakeConfig("a"));
        QVERIFY_EXCEPTION_THROWN(scheduler.requeue(id), engine::BadInput);
        repository.setState(id, RunState::Finished);
        QVERIFY_EXCEPTION_THROWN(scheduler.requeue(id), engine::BadInput);
        QVERIFY_EXCEPTION_THROWN(scheduler.requeue(id + 1), engine::BadInput);
        repository.setState(id, RunState::Interrupted);
        scheduler.requeue(id);
        QCOMPARE(repository.queue().size(), std::size_t(1));
    }
};

MOLEX_TEST(tst_RunScheduler)
#include "tst_RunScheduler.moc"
