#include "storage/runs/RunRepository.h"

#include <SQLiteCpp/Database.h>

#include "storage/runs/Error.h"
#include "tests/storage/RecordEvents.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::folderOf;

class tst_RunRepository : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aNewRunWaitsInTheQueueUnderAFreeName()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto first = repository.create("cola", "g", R"({"name":"cola"})");
        const auto second = repository.create("cola", "g", "{}");
        const auto third = repository.create("cola", "", "{}");
        QCOMPARE(repository.run(first)->name, std::string("cola"));
        QCOMPARE(repository.run(second)->name, std::string("cola-2"));
        QCOMPARE(repository.run(third)->name, std::string("cola-3"));
        QCOMPARE(repository.run(first)->configJson, std::string(R"({"name":"cola"})"));
        QCOMPARE(repository.run(first)->group, std::string("g"));
        const auto queue = repository.queue();
        QCOMPARE(queue.size(), std::size_t(3));
        QCOMPARE(queue[0].id, first);
        QCOMPARE(queue[2].id, third);
        QCOMPARE(repository.runs().front().id, third);
        QVERIFY(repository.run(first)->createdAt > 1.7e9);
        QVERIFY_THROWS_EXCEPTION(Error, repository.create("  ", "", "{}"));
    }

    void howLongAChangeWaitsForAnotherWriterIsSet()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto id = repository.create("a", "", "{}");
        SQLite::Database other((folderOf(folder) / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        const auto rename = [&] { repository.rename(id, "b"); };
        repository.setPatience(std::chrono::milliseconds(50));
        QVERIFY_THROWS_EXCEPTION(LockedError, rename());
        repository.setPatience(std::chrono::hours(1), [] { return false; });
        QVERIFY_THROWS_EXCEPTION(LockedError, rename());
        int asked = 0;
        repository.setPatience(std::chrono::hours(1), [&] {
            if (++asked == 3)
                other.exec("ROLLBACK");
            return true;
        });
        rename();
        QCOMPARE(asked, 3);
        QCOMPARE(repository.run(id)->name, std::string("b"));
    }

    void aRunIsFoundByNumberNameAndLast()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto first = repository.create("a", "", "{}");
        const auto second = repository.create("b", "", "{}");
        QCOMPARE(repository.find(std::to_string(first))->id, first);
        QCOMPARE(repository.find("b")->id, second);
        QCOMPARE(repository.find("last")->id, second);
        QVERIFY(!repository.find("c").has_value());
        QVERIFY(!repository.find("99").has_value());
        QVERIFY(!repository.find("99999999999999999999999").has_value());
        QVERIFY(!repository.run(99).has_value());
    }

    void statesKeepTheirTimesAndReason()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto id = repository.create("a", "", "{}");
        QCOMPARE(repository.run(id)->startedAt, 0.0);
        repository.setState(id, RunState::Running);
        QVERIFY(repository.run(id)->startedAt > 0);
        QCOMPARE(repository.run(id)->endedAt, 0.0);
        repository.setState(id, RunState::Failed, "No such model.");
        QCOMPARE(repository.run(id)->reason, std::string("No such model."));
        QVERIFY(repository.run(id)->endedAt >= repository.run(id)->startedAt);
        repository.setState(id, RunState::Queued);
        QCOMPARE(repository.run(id)->reason, std::string());
        QCOMPARE(repository.queue().back().id, id);
        QVERIFY_THROWS_EXCEPTION(Error, repository.setState(77, RunState::Stopped));
    }

    void requeuedRunsStandAtTheEnd()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto first = repository.create("a", "", "{}");
        const auto second = repository.create("b", "", "{}");
        repository.setState(first, RunState::Stopped);
        repository.setState(first, RunState::Queued);
        QCOMPARE(repository.queue()[0].id, second);
        QCOMPARE(repository.queue()[1].id, first);
    }

    void aNameIsUniqueWhenRenamedToo()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto first = repository.create("a", "", "{}");
        repository.create("b", "", "{}");
        repository.rename(first, "a");
        repository.rename(first, "ä \"quoted\" <name>");
        QCOMPARE(repository.run(first)->name, std::string("ä \"quoted\" <name>"));
        QVERIFY_THROWS_EXCEPTION(Error, repository.rename(first, "b"));
        QVERIFY_THROWS_EXCEPTION(Error, repository.rename(first, ""));
        QVERIFY_THROWS_EXCEPTION(Error, repository.rename(44, "c"));
    }

    void deletingTakesEverythingRecordedAndNoNumberComesBack()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto id = repository.create("a", "", "{}");
        support::record(folderOf(folder), id,
                        {support::sampleStart(), support::sampleStep(1), support::RoutingSource(3, 4, 9).next(1),
                         engine::LogLine{}, support::sampleEvaluation(1, 0.1, true), support::sampleEnd()});
        QVERIFY(!repository.seriesKeys(id).empty());
        repository.remove(id);
        QVERIFY(!repository.run(id).has_value());
        QVERIFY(repository.seriesKeys(id).empty());
        QVERIFY(repository.routingSteps(id).empty());
        QVERIFY(repository.evaluations(id).empty());
        QVERIFY(repository.log(id).empty());
        QVERIFY(repository.create("a", "", "{}") > id);
        const auto running = repository.create("b", "", "{}");
        repository.setState(running, RunState::Running);
        QVERIFY_THROWS_EXCEPTION(Error, repository.remove(running));
    }

    void oneDamagedRecordIsMarkedAndTheOthersAreShown_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("started") << "UPDATE runs SET started = '{}'";
        QTest::newRow("started type") << "UPDATE runs SET started = '[1,2]'";
        QTest::newRow("finished") << "UPDATE runs SET finished = '{\"status\":7}'";
        QTest::newRow("no JSON") << "UPDATE runs SET finished = 'x'";
        QTest::newRow("nested") << "UPDATE runs SET finished = replace(hex(zeroblob(100000)), '00', '[')";
    }

    void oneDamagedRecordIsMarkedAndTheOthersAreShown()
    {
        QFETCH(QString, sql);
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto sound = repository.create("sound", "", "{}");
        const auto damaged = repository.create("damaged", "", "{}");
        for (const auto id : {sound, damaged})
            support::record(folderOf(folder), id, {support::sampleStart(), support::sampleEnd()});
        SQLite::Database(folder.filePath("workspace.sqlite").toStdString(), SQLite::OPEN_READWRITE)
            .exec(sql.toStdString() + " WHERE name = 'damaged'");
        const auto runs = repository.runs();
        QCOMPARE(runs.size(), std::size_t(2));
        QCOMPARE(runs[0].name, std::string("damaged"));
        QCOMPARE(runs[0].state, RunState::Damaged);
        QVERIFY(runs[0].reason.find("start or end") != std::string::npos);
        QCOMPARE(runs[1].state, RunState::Finished);
        QVERIFY(runs[1].started && runs[1].finished && runs[1].reason.empty());
        repository.remove(damaged);
        QCOMPARE(repository.runs().size(), std::size_t(1));
    }

    void truncationForgetsWhatCameAfterTheStep()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto id = repository.create("a", "", "{}");
        std::vector<engine::RunEvent> events{support::sampleStart()};
        support::RoutingSource routing(12, 12, 320);
        for (std::int64_t step = 1; step <= 1000; ++step) {
            events.push_back(support::sampleStep(step));
            if (step % 10 == 0)
                events.push_back(routing.next(step));
            if (step % 100 == 0) {
                events.push_back(support::sampleEvaluation(step, double(step) / 2000, true));
                events.push_back(engine::CheckpointSaved{step, "step-" + std::to_string(step), 100, true});
            }
        }
        events.push_back(support::sampleEnd(engine::RunStatus::Stopped));
        support::record(folderOf(folder), id, events);
        QCOMPARE(repository.series(id, "loss").steps.size(), std::size_t(1000));

        repository.truncateAfter(id, 700);

        const SeriesPoints loss = repository.series(id, "loss");
        QCOMPARE(loss.steps.size(), std::size_t(700));
        QCOMPARE(loss.steps.back(), std::int64_t(700));
        QCOMPARE(repository.routingSteps(id).back(), std::int64_t(700));
        QCOMPARE(repository.evaluations(id).back().step, std::int64_t(700));
        QCOMPARE(repository.checkpoints(id).back().step, std::int64_t(700));
        QCOMPARE(repository.run(id)->step, std::int64_t(700));
        QVERIFY(!repository.run(id)->finished.has_value());
        QCOMPARE(repository.run(id)->best->step, std::int64_t(700));

        // and goes on from there as if nothing had been cut
        support::record(folderOf(folder), id, {support::sampleStep(701), routing.next(710), support::sampleEnd()});
        QCOMPARE(repository.series(id, "loss").steps.size(), std::size_t(701));
        QCOMPARE(repository.series(id, "loss").values.back(), support::sampleStep(701).values[0].value);
        QCOMPARE(repository.routingSteps(id).back(), std::int64_t(710));
        repository.truncateAfter(id, 0);
        QVERIFY(repository.seriesKeys(id).empty());
        QVERIFY(repository.routingSteps(id).empty());
    }

    void onlyRunsOfLivingProcessesStayRunning()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto mine = repository.create("mine", "", "{}");
        repository.setState(mine, RunState::Running);
        QCOMPARE(repository.markInterrupted(), 0);
        QCOMPARE(repository.run(mine)->state, RunState::Running);
    }

    void askingAWaitingRunToStopIsRefused()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder));
        const auto id = repository.create("a", "", "{}");
        QVERIFY_THROWS_EXCEPTION(Error, repository.requestStop(id));
        QVERIFY_THROWS_EXCEPTION(Error, repository.requestStop(99));
    }

    void aReaderSeesAndDoesNotWrite()
    {
        QTemporaryDir folder;
        QVERIFY_THROWS_EXCEPTION(Error, RunRepository(folderOf(folder), RunRepository::Access::ReadOnly));
        std::int64_t id = 0;
        {
            RunRepository repository(folderOf(folder));
            id = repository.create("a", "", "{}");
        }
        RunRepository reader(folderOf(folder), RunRepository::Access::ReadOnly);
        QCOMPARE(reader.run(id)->name, std::string("a"));
        QVERIFY_THROWS_EXCEPTION(Error, reader.create("b", "", "{}"));
    }

    void theRunFolderLiesInTheWorkspace()
    {
        QTemporaryDir folder;
        RunRepository repository(folderOf(folder) / "new" / "workspace");
        QCOMPARE(repository.runFolder(3), folderOf(folder) / "new" / "workspace" / "runs" / "3");
    }
};

MOLEX_TEST(tst_RunRepository)
#include "tst_RunRepository.moc"
