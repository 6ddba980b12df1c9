#include <SQLiteCpp/Database.h>

#include <algorithm>
#include <optional>

#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/storage/power/PowerCutVfs.h"
#include "tests/storage/power/PowerCuts.h"
#include "tests/support/LimitedFileSystem.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::DiskImage;
using support::DiskLog;
using support::integrityOf;
using support::LimitedFileSystem;
using support::PowerCutVfs;
namespace fs = std::filesystem;

namespace {

constexpr int cutsOfShortPass = 60;

/// What is missing of a run of which so many steps are said to be stored; empty when nothing is.
std::string lossIn(const RunRepository& repository, std::int64_t run, std::int64_t promised)
{
    const SeriesPoints points = repository.series(run, "loss");
    if (std::int64_t(points.steps.size()) < promised)
        return std::to_string(points.steps.size()) + " of " + std::to_string(promised) + " steps are there";
    for (std::size_t i = 0; i < points.steps.size(); ++i) {
        const std::int64_t step = std::int64_t(i) + 1;
        if (points.steps[i] != step || points.values[i] != support::sampleStep(step).values[0].value)
            return "step " + std::to_string(step) + " is another";
    }
    if (std::int64_t(repository.allRouting(run).size()) < promised / 10)
        return "routing is missing";
    const auto isOfThem = [promised](const auto& record) { return record.step == promised; };
    const auto evaluations = repository.evaluations(run);
    const auto checkpoints = repository.checkpoints(run);
    if (std::none_of(evaluations.begin(), evaluations.end(), isOfThem))
        return "an evaluation is missing";
    return std::none_of(checkpoints.begin(), checkpoints.end(), isOfThem) ? "a checkpoint is missing" : "";
}

} // namespace

/// The power goes at drawn moments, and takes with it what was not synced: whole, in part, or out of order.
class tst_PowerCut : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_root;
    int m_folders = 0;

    fs::path fresh()
    {
        const fs::path folder = fs::path(m_root.path().toStdString()) / std::to_string(++m_folders);
        fs::create_directories(folder);
        return folder;
    }

    void cutPower(const DiskLog& log, const support::ProblemOf& problemOf)
    {
        const std::string problem = support::problemAfterCuts(log, fresh(), cutsOfShortPass, problemOf);
        QVERIFY2(problem.empty(), problem.c_str());
    }

    /// Fifteen batches, each promised once the recorder says that it is on the disk.
    static void recordBatches(const fs::path& workspace, std::int64_t run, DiskLog& log)
    {
        static constexpr int batches = 15;
        static constexpr int steps = 20;
        RunRecorder recorder(workspace, run);
        support::RoutingSource routing(12, 12, 320);
        auto step =
            std::int64_t(RunRepository(workspace, RunRepository::Access::ReadOnly).series(run, "loss").steps.size());
        for (int batch = 0; batch < batches; ++batch) {
            for (const std::int64_t end = step + steps; step < end;) {
                recorder.handle(support::sampleStep(++step));
                if (step % 10 == 0)
                    recorder.handle(routing.next(step));
            }
            recorder.handle(support::sampleEvaluation(step, 0.5, false));
            recorder.handle(engine::CheckpointSaved{step, "step-" + std::to_string(step), 1, false});
            QVERIFY(recorder.flush());
            log.promise(step);
        }
    }

private Q_SLOTS:
    void whatTheDiskIsNotAskedToKeepIsLost_data()
    {
        QTest::addColumn<QString>("journal");
        QTest::addColumn<QString>("synchronous");
        QTest::addColumn<bool>("loses");
        QTest::addColumn<bool>("staysSound");
        QTest::newRow("never synced") << "WAL" << "OFF" << true << false;
        QTest::newRow("synced at checkpoints") << "WAL" << "NORMAL" << true << true;
        QTest::newRow("synced with every transaction") << "WAL" << "FULL" << false << true;
        QTest::newRow("rollback journal") << "DELETE" << "FULL" << true << true;
        QTest::newRow("rollback journal, folder synced") << "DELETE" << "EXTRA" << false << true;
    }

    /// The imagined disk is as bad as a real one may be; a test on one that forgets nothing would show nothing.
    void whatTheDiskIsNotAskedToKeepIsLost()
    {
        QFETCH(QString, journal);
        QFETCH(QString, synchronous);
        QFETCH(bool, loses);
        QFETCH(bool, staysSound);
        DiskLog log;
        {
            const PowerCutVfs disk(log);
            SQLite::Database database((fresh() / "a.sqlite").string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
            database.exec("PRAGMA journal_mode = " + journal.toStdString());
            database.exec("PRAGMA synchronous = EXTRA");
            database.exec("CREATE TABLE numbers (number INTEGER)");
            database.exec("PRAGMA synchronous = " + synchronous.toStdString());
            log.promise(0);
            for (int number = 1; number <= 60; ++number) {
                database.exec("INSERT INTO numbers VALUES (" + std::to_string(number) + ")");
                log.promise(number);
            }
        }
        int losses = 0;
        cutPower(log, [&](const fs::path& folder, const DiskImage& image) -> std::string {
            if (image.promised < 0)
                return {};
            try {
                SQLite::Database database((folder / "a.sqlite").string(), SQLite::OPEN_READWRITE);
                losses += database.execAndGet("SELECT count(*) FROM numbers").getInt64() < image.promised ? 1 : 0;
                const std::string integrity = integrityOf(folder / "a.sqlite");
                return integrity == "ok" || !staysSound ? "" : integrity;
            } catch (const std::exception& error) {
                ++losses;
                return staysSound ? error.what() : "";
            }
        });
        QCOMPARE(losses > 0, loses);
    }

    void everyBatchThatWasReportedAsStoredIsThere_data()
    {
        QTest::addColumn<bool>("sharesMemory");
        QTest::newRow("write-ahead log") << true;
        QTest::newRow("rollback journal") << false;
    }

    void everyBatchThatWasReportedAsStoredIsThere()
    {
        QFETCH(bool, sharesMemory);
        DiskLog log;
        std::int64_t run = 0;
        {
            const PowerCutVfs disk(log);
            std::optional<LimitedFileSystem> limited; // on top of the other one
            if (!sharesMemory)
                limited.emplace(LimitedFileSystem::Lacks::SharedMemory);
            const fs::path workspace = fresh();
            {
                RunRepository repository(workspace);
                run = repository.create("a", "", "{}");
                log.promise(0);
                recordBatches(workspace, run, log);
                recordBatches(workspace, run, log);
                QCOMPARE(fs::exists(workspace / "workspace.sqlite-wal"), sharesMemory);
            } // the write-ahead log goes with the last connection
            const RunRepository repository(workspace);
            recordBatches(workspace, run, log);
        }
        cutPower(log, [run](const fs::path& folder, const DiskImage& image) -> std::string {
            const RunRepository repository(folder);
            if (const std::string integrity = integrityOf(folder / "workspace.sqlite"); integrity != "ok")
                return integrity;
            if (image.promised < 0)
                return {};
            if (!repository.run(run))
                return "the run is missing";
            return image.promised > 0 ? lossIn(repository, run, image.promised) : "";
        });
    }
};

MOLEX_TEST(tst_PowerCut)
#include "tst_PowerCut.moc"
