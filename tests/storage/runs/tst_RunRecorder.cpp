#include "storage/runs/RunRecorder.h"

#include <atomic>
#include <mutex>
#include <thread>

#include <SQLiteCpp/Database.h>

#include "storage/runs/Error.h"
#include "storage/runs/RunDocuments.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/LockSeconds.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::folderOf;

namespace {

std::int64_t newRun(const QTemporaryDir& folder)
{
    return RunRepository(folderOf(folder)).create("a", "", "{}");
}

/// What the writer's thread reported.
class Troubles {
public:
    RunRecorder::Callbacks callbacks()
    {
        return {[this](const std::string& text) {
                    const std::lock_guard lock(m_mutex);
                    m_texts.push_back(text);
                },
                {},
                {}};
    }
    std::vector<std::string> texts() const
    {
        const std::lock_guard lock(m_mutex);
        return m_texts;
    }

private:
    mutable std::mutex m_mutex;
    std::vector<std::string> m_texts;
};

void compareSeries(const SeriesPoints& points, std::int64_t steps)
{
    QCOMPARE(points.steps.size(), static_cast<std::size_t>(steps));
    for (std::int64_t step = 1; step <= steps; ++step) {
        const auto i = static_cast<std::size_t>(step - 1);
        const engine::StepDone expected = support::sampleStep(step);
        QCOMPARE(points.steps[i], step);
        QVERIFY(points.values[i] == expected.values[0].value); // to the last bit
        QVERIFY(points.seconds[i] == expected.seconds);
    }
}

} // namespace

class tst_RunRecorder : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aWholeRunComesBackAsItWas()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        {
            RunRecorder recorder(folderOf(folder), id);
            recorder.handle(support::sampleStart());
            for (std::int64_t step = 1; step <= 1300; ++step)
                recorder.handle(support::sampleStep(step));
            recorder.handle(engine::LogLine{engine::LogLevel::Warning, "12 texts were cut"});
            recorder.handle(support::sampleEvaluation(800, 0.52, true));
            recorder.handle(support::sampleEvaluation(1300, 0.51, false));
            recorder.handle(engine::CheckpointSaved{800, "best", 1234, true});
            recorder.handle(engine::CheckpointSaved{1300, "last", 1235, false});
            recorder.handle(support::sampleEnd());
        }
        const RunRepository repository(folderOf(folder), RunRepository::Access::ReadOnly);
        compareSeries(repository.series(id, "loss"), 1300);
        const RunRecord record = *repository.run(id);
        QCOMPARE(record.state, RunState::Finished);
        QCOMPARE(record.step, std::int64_t(1300));
        QCOMPARE(record.best->value, 0.52);
        QCOMPARE(record.lastEvaluation[0].value, 0.51);
        QCOMPARE(repository.log(id).at(0).text, std::string("12 texts were cut"));
        QVERIFY(repository.log(id).at(0).level == engine::LogLevel::Warning);
        QCOMPARE(repository.checkpoints(id).size(), std::size_t(2));
        QCOMPARE(repository.checkpoints(id)[0].path, std::string("best"));
        QVERIFY(repository.checkpoints(id)[0].best);
        compareStart(*record.started);
        compareEnd(*record.finished);
    }

    void theStateFollowsTheRun()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        const RunRepository repository(folderOf(folder), RunRepository::Access::ReadOnly);
        const std::pair<engine::RunStatus, RunState> ends[] = {{engine::RunStatus::Stopped, RunState::Stopped},
                                                               {engine::RunStatus::Failed, RunState::Failed},
                                                               {engine::RunStatus::Interrupted, RunState::Interrupted},
                                                               {engine::RunStatus::Finished, RunState::Finished}};
        for (const auto& [status, state] : ends) {
            RunRecorder recorder(folderOf(folder), id);
            QCOMPARE(repository.run(id)->state, RunState::Running);
            recorder.handle(support::sampleStart());
            recorder.handle(engine::RunPaused{5});
            QVERIFY(recorder.flush());
            QCOMPARE(repository.run(id)->state, RunState::Paused);
            recorder.handle(engine::RunResumed{5});
            QVERIFY(recorder.flush());
            QCOMPARE(repository.run(id)->state, RunState::Running);
            recorder.handle(engine::RunPaused{5, "cpu is held"});
            QVERIFY(recorder.flush());
            QCOMPARE(repository.run(id)->reason, std::string("cpu is held"));
            recorder.handle(engine::RunResumed{5});
            QVERIFY(recorder.flush());
            QCOMPARE(repository.run(id)->reason, std::string());
            recorder.handle(support::sampleEnd(status));
            QVERIFY(recorder.flush());
            QCOMPARE(repository.run(id)->state, state);
        }
    }

    void aRunThatNothingEndedIsInterrupted()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        {
            RunRecorder recorder(folderOf(folder), id);
            recorder.handle(support::sampleStep(1));
        }
        const RunRecord record = *RunRepository(folderOf(folder)).run(id);
        QCOMPARE(record.state, RunState::Interrupted);
        QCOMPARE(record.step, std::int64_t(1));
        QVERIFY(!record.reason.empty());
    }

    void scoresBecomeSeriesByTheirKeys()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        {
            RunRecorder recorder(folderOf(folder), id);
            recorder.handle(engine::Evaluated{10, 1, 2, "dev", 5, {{"accuracy", 0.5}, {"dev_loss", std::nan("")}}, true});
            recorder.handle(engine::Evaluated{10, 1, 2, "dev_mismatched", 5, {{"accuracy", 0.4}}, false});
        }
        const RunRepository repository(folderOf(folder));
        QCOMPARE(repository.seriesKeys(id), (std::vector<std::string>{"accuracy", "dev_loss", "accuracy_mismatched"}));
        QCOMPARE(repository.series(id, "accuracy").values, std::vector<double>{0.5});
        QCOMPARE(repository.series(id, "accuracy_mismatched").values, std::vector<double>{0.4});
        QVERIFY(std::isnan(repository.series(id, "dev_loss").values.at(0)));
        const auto evaluations = repository.evaluations(id);
        QCOMPARE(evaluations.size(), std::size_t(2));
        QVERIFY(std::isnan(evaluations[0].values[1].value));
        QVERIFY(evaluations[0].best && !evaluations[1].best);
        QCOMPARE(evaluations[1].split, std::string("dev_mismatched"));
        QCOMPARE(repository.run(id)->lastEvaluation[0].value, 0.5);
    }

    void aLockedFileHoldsTheRunAndLosesNothing()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        constexpr std::int64_t steps = 6000;
        Troubles troubles;
        std::atomic<std::int64_t> handled{0};
        {
            RunRecorder recorder(folderOf(folder), id, troubles.callbacks());
            SQLite::Database other((folderOf(folder) / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
            other.exec("BEGIN IMMEDIATE");
            std::thread training([&] {
                for (std::int64_t step = 1; step <= steps; ++step) {
                    recorder.handle(support::sampleStep(step));
                    handled = step;
                }
            });
            QTRY_VERIFY_WITH_TIMEOUT(!troubles.texts().empty(), 20'000);
            QVERIFY(QString::fromStdString(troubles.texts()[0]).contains("locked by another program"));
            QTest::qWait(support::lockMilliseconds());
            QVERIFY(handled < steps); // a queue that dropped would have taken them all, or held them without bound
            QVERIFY(!recorder.flush());
            QVERIFY(handled < steps);
            other.exec("ROLLBACK");
            training.join();
            QVERIFY(recorder.flush());
        }
        QCOMPARE(troubles.texts().back(), std::string());
        compareSeries(RunRepository(folderOf(folder)).series(id, "loss"), steps);
    }

    void aFullDiskIsReportedAndNothingIsLostOnceThereIsRoom()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        constexpr std::int64_t steps = 3000;
        Troubles troubles;
        {
            RunRecorder recorder(folderOf(folder), id, troubles.callbacks());
            recorder.handle(support::sampleStart());
            QVERIFY(recorder.flush());
            support::FileSizeLimit limit(std::filesystem::file_size(folderOf(folder) / "workspace.sqlite-wal") + 9000);
            std::thread training([&] {
                for (std::int64_t step = 1; step <= steps; ++step)
                    recorder.handle(support::sampleStep(step));
            });
            QTRY_VERIFY_WITH_TIMEOUT(!troubles.texts().empty(), 20'000);
            QVERIFY(QString::fromStdString(troubles.texts()[0]).contains("The disk that holds"));
            QVERIFY(!recorder.flush());
            limit.lift();
            training.join();
            QVERIFY(recorder.flush());
        }
        QCOMPARE(troubles.texts().back(), std::string());
        compareSeries(RunRepository(folderOf(folder)).series(id, "loss"), steps);
    }

    void aFullDiskDoesNotHoldARunThatIsToEnd()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        Troubles troubles;
        std::atomic<bool> isEnding{false};
        std::atomic<int> handled{0};
        {
            RunRecorder::Callbacks callbacks = troubles.callbacks();
            callbacks.isEnding = [&isEnding] { return isEnding.load(); };
            RunRecorder recorder(folderOf(folder), id, callbacks);
            recorder.handle(support::sampleStart());
            QVERIFY(recorder.flush());
            support::FileSizeLimit limit(std::filesystem::file_size(folderOf(folder) / "workspace.sqlite-wal"));
            std::thread training([&] {
                while (!isEnding)
                    recorder.handle(support::sampleStep(++handled));
                recorder.handle(support::sampleEnd(engine::RunStatus::Stopped));
            });
            const auto isHeld = [&handled] {
                const int before = handled;
                QTest::qWait(300);
                return handled > 2000 && handled == before;
            };
            QTRY_VERIFY_WITH_TIMEOUT(isHeld(), 20'000);
            isEnding = true;
            training.join(); // or the test times out
            QVERIFY(!recorder.flush());
        }
        QVERIFY(!troubles.texts().back().empty());
        const RunRecord record = *RunRepository(folderOf(folder)).run(id);
        QVERIFY(record.started.has_value());
        QVERIFY(record.state != RunState::Stopped);
    }

    void aStopAskedThroughTheStoreArrivesOnce()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        std::atomic<int> stops{0};
        RunRecorder recorder(folderOf(folder), id, {{}, [&stops] { ++stops; }, {}});
        RunRepository other(folderOf(folder));
        QCOMPARE(stops.load(), 0);
        other.requestStop(id);
        QTRY_COMPARE(stops.load(), 1);
        recorder.handle(support::sampleStep(1));
        QVERIFY(recorder.flush());
        QCOMPARE(stops.load(), 1);
    }

    /// What was stored comes from a clock that went on and was then set back by decades.
    void aClockThatIsSetBackMovesNoTimeBackwards()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        SQLite::Database other((folderOf(folder) / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        RunRepository repository(folderOf(folder));
        const auto writtenAt = [&other] { return other.execAndGet("SELECT written_at FROM runs").getDouble(); };
        other.exec("UPDATE runs SET created_at = 4e9");
        {
            RunRecorder recorder(folderOf(folder), id);
            QVERIFY(repository.run(id)->startedAt >= repository.run(id)->createdAt);
            const double before = writtenAt();
            recorder.handle(support::sampleStep(1));
            QVERIFY(recorder.flush());
            QVERIFY(writtenAt() > before); // or tables would not be read again
            recorder.handle(support::sampleEnd());
        }
        QVERIFY(repository.run(id)->endedAt >= repository.run(id)->startedAt);
        other.exec("UPDATE runs SET written_at = 5e9");
        {
            RunRecorder recorder(folderOf(folder), id);
            QVERIFY(writtenAt() > 5e9);
        }
        QVERIFY(repository.run(id)->endedAt > 5e9);
        other.exec("UPDATE runs SET state = 'running', owner_process = 0, started_at = 6e9");
        QCOMPARE(repository.markInterrupted(), 1);
        QVERIFY(repository.run(id)->endedAt >= 6e9);
    }

    void aRunBeginsOnceAnotherWriterLetsGo()
    {
        QTemporaryDir folder;
        const auto id = newRun(folder);
        SQLite::Database other((folderOf(folder) / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        std::atomic<bool> hasBegun{false};
        std::thread training([&] {
            RunRecorder recorder(folderOf(folder), id);
            hasBegun = true;
            recorder.handle(support::sampleEnd());
        });
        RunRepository repository(folderOf(folder));
        const auto renameNow = [&] { repository.rename(id, "b"); }; // somebody waits for an answer, so it comes sooner
        QVERIFY_THROWS_EXCEPTION(LockedError, renameNow());
        QTest::qWait(support::lockMilliseconds());
        QVERIFY(!hasBegun);
        other.exec("ROLLBACK");
        training.join();
        QCOMPARE(RunRepository(folderOf(folder)).run(id)->state, RunState::Finished);
    }

    void anEndOfAnEarlierVersionHasNoTimeButThatOfItsSteps()
    {
        engine::RunFinished earlier = support::sampleEnd();
        earlier.wallSeconds = 0; // not known: as then, nothing is written of it
        const std::string document = toDocument(earlier);
        QVERIFY(document.find("wall_seconds") == std::string::npos);
        const engine::RunFinished read = finishedFromDocument(document);
        QCOMPARE(read.seconds, earlier.seconds);
        QCOMPARE(read.wallSeconds, 0.0);
        QCOMPARE(read.evaluations, std::int64_t(0));
    }

    void aRunThatIsNotThereIsRefused()
    {
        QTemporaryDir folder;
        newRun(folder);
        QVERIFY_THROWS_EXCEPTION(Error, RunRecorder(folderOf(folder), 99));
    }

private:
    static void compareStart(const engine::RunStarted& stored)
    {
        const engine::RunStarted expected = support::sampleStart();
        QCOMPARE(stored.totalSteps, expected.totalSteps);
        QCOMPARE(stored.stepsPerEpoch, expected.stepsPerEpoch);
        QCOMPARE(stored.layers, expected.layers);
        QCOMPARE(stored.positions, expected.positions);
        QCOMPARE(stored.layerEvaluationsNominal, expected.layerEvaluationsNominal);
        QCOMPARE(stored.parameters.total, expected.parameters.total);
        QCOMPARE(stored.parameters.trainable, expected.parameters.trainable);
        QCOMPARE(stored.parameters.gates, expected.parameters.gates);
        QCOMPARE(stored.parameters.groups.at(1).name, expected.parameters.groups.at(1).name);
        QCOMPARE(stored.parameters.groups.at(1).count, expected.parameters.groups.at(1).count);
        QCOMPARE(stored.metric, expected.metric);
        QCOMPARE(stored.device, expected.device);
        QCOMPARE(stored.precision, expected.precision);
        QCOMPARE(stored.classes, expected.classes);
        QCOMPARE(stored.lossUnit, expected.lossUnit);
        QCOMPARE(stored.environment, expected.environment);
    }

    static void compareEnd(const engine::RunFinished& stored)
    {
        const engine::RunFinished expected = support::sampleEnd();
        QVERIFY(stored.status == expected.status);
        QCOMPARE(stored.steps, expected.steps);
        QCOMPARE(stored.seconds, expected.seconds);
        QCOMPARE(stored.evaluationSeconds, expected.evaluationSeconds);
        QCOMPARE(stored.evaluations, expected.evaluations);
        QCOMPARE(stored.wallSeconds, expected.wallSeconds);
        QCOMPARE(stored.samplesPerSecond, expected.samplesPerSecond);
        QCOMPARE(stored.tokensPerSecond, expected.tokensPerSecond);
        QCOMPARE(stored.peakMemoryBytes, expected.peakMemoryBytes);
        QCOMPARE(stored.layerEvaluations, expected.layerEvaluations);
        QCOMPARE(stored.metrics.at(0).value, expected.metrics.at(0).value);
        QCOMPARE(stored.best->step, expected.best->step);
        QCOMPARE(stored.checkpoint, expected.checkpoint);
    }
};

MOLEX_TEST(tst_RunRecorder)
#include "tst_RunRecorder.moc"
