#include <chrono>
#include <filesystem>
#include <memory>
#include <thread>

#include <SQLiteCpp/Database.h>

#include "storage/exchange/ExportBundle.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"
#include "storage/schema/Backups.h"
#include "storage/schema/Database.h"
#include "storage/schema/Migrator.h"
#include "tests/storage/OldWorkspaces.h"
#include "tests/storage/Refusal.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::contentByTable;
using support::makeWorkspace;
namespace fs = std::filesystem;

namespace {

std::string whyNotOpened(const fs::path& workspace, RunRepository::Access access)
{
    return support::whyRefused([&] { RunRepository(workspace, access).runs(); }).toStdString();
}

} // namespace

/// Workspaces of every version that there has been, and of one that there will be.
class tst_MigratedWorkspaces : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_workspace;
    fs::path m_file;

    /// What a later program leaves behind.
    void makeNewer(const std::string& change)
    {
        RunRepository(m_workspace).create("theirs", "", "{}");
        SQLite::Database database(m_file.string(), SQLite::OPEN_READWRITE);
        database.exec(change + "; PRAGMA user_version = 1000");
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = support::folderOf(*m_folder);
        m_file = m_workspace / "workspace.sqlite";
    }

    void everyVersionHasRowsToBeKept()
    {
        QCOMPARE(support::rowsByVersion().rbegin()->first, Migrator().newestVersion()); // a new table needs a row here
        makeWorkspace(m_workspace, Migrator().newestVersion());
        for (const auto& [table, text] : contentByTable(m_file))
            QVERIFY2(!text.empty(), table.c_str());
    }

    void rowsOfEveryVersionSurvive_data()
    {
        QTest::addColumn<int>("version");
        for (int version = 1; version <= Migrator().newestVersion(); ++version)
            QTest::addRow("schema %d", version) << version;
    }

    void rowsOfEveryVersionSurvive()
    {
        QFETCH(int, version);
        makeWorkspace(m_workspace, version);
        const auto before = contentByTable(m_file);
        const RunRecord run = *RunRepository(m_workspace).run(7);
        QCOMPARE(run.name, std::string("old"));
        QCOMPARE(run.lastEvaluation.at(0).value, 0.75);
        const auto after = contentByTable(m_file);
        for (const auto& [table, text] : before)
            QVERIFY2(after.at(table).starts_with(text), table.c_str()); // summaries that lacked are behind the others

        const fs::path backup = m_file.string() + ".v" + std::to_string(version) + ".backup";
        QCOMPARE(fs::exists(backup), version < Migrator().newestVersion());
        if (!fs::exists(backup))
            return;
        Database copy = Database::ofFile(backup);
        QCOMPARE(copy.connection().execAndGet("PRAGMA user_version").getInt(), version);
        QCOMPARE(copy.connection().execAndGet("SELECT name FROM runs").getString(), std::string("old"));
        QVERIFY(!fs::exists(backup.string() + "-wal")); // all of it is in one file
    }

    void onlyTheNewestBackupsOfMigrationsAreKept()
    {
        makeWorkspace(m_workspace, 1);
        const support::TemporaryFolder elsewhere;
        const auto now = fs::file_time_type::clock::now();
        int age = 10;
        for (const char* name : {"v1.backup", "v1.backup-2", "v1.backup-3", "mine.backup", "v1.backup.txt"}) {
            const fs::path file = m_file.string() + "." + name;
            fs::copy_file(elsewhere.write("file", name), file);
            fs::last_write_time(file, now - std::chrono::hours(age--));
        }
        RunRepository(m_workspace).runs();
        const auto isThere = [this](const char* name) { return fs::exists(m_file.string() + "." + name); };
        QVERIFY(!isThere("v1.backup")); // the oldest
        QVERIFY(isThere("v1.backup-2") && isThere("v1.backup-3") && isThere("v1.backup-4"));
        QVERIFY(isThere("mine.backup") && isThere("v1.backup.txt"));
        QCOMPARE(backupsBeside(m_file).front(), fs::path(m_file.string() + ".v1.backup-4"));
    }

    /// The copy needs as much room as the database has, and the rows that are made of four thousand metrics more: both
    /// fail.
    void aMigrationThatFindsNoRoomLeavesEverythingAsItWas()
    {
        makeWorkspace(m_workspace, 1);
        SQLite::Database(m_file.string(), SQLite::OPEN_READWRITE)
            .exec("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000) "
                  "INSERT INTO evaluation_values SELECT 3, i, 'metric ' || i, 0.5 FROM n");
        const auto before = contentByTable(m_file);
        const std::uintmax_t size = fs::file_size(m_file);
        int beforeTheCopy = 0;
        int afterTheCopy = 0;
        for (rlim_t bytes = 40'000; bytes < 10'000'000; bytes += 20'000) { // shared memory needs 32,768
            std::string reason;
            {
                const support::FileSizeLimit limit(bytes);
                reason = whyNotOpened(m_workspace, RunRepository::Access::ReadWrite);
            }
            if (reason.empty())
                break;
            QVERIFY2(reason.find("The disk that holds") != std::string::npos, reason.c_str());
            QVERIFY2(contentByTable(m_file) == before, reason.c_str());
            QVERIFY2(backupsBeside(m_file).empty(), reason.c_str());
            ++(bytes < size ? beforeTheCopy : afterTheCopy);
        }
        QVERIFY(beforeTheCopy > 0 && afterTheCopy > 0);
        const auto after = contentByTable(m_file);
        for (const auto& [table, text] : before)
            QVERIFY2(after.at(table) == text, table.c_str());
        QCOMPARE(RunRepository(m_workspace).run(7)->name, std::string("old"));
        QCOMPARE(backupsBeside(m_file).size(), std::size_t(1));
    }

    void oneMigratesAndTheOthersWait()
    {
        makeWorkspace(m_workspace, 1);
        std::vector<std::string> problems(6);
        std::vector<std::thread> threads;
        for (std::string& problem : problems)
            threads.emplace_back([&] { problem = whyNotOpened(m_workspace, RunRepository::Access::ReadWrite); });
        for (std::thread& thread : threads)
            thread.join();
        for (const std::string& problem : problems)
            QVERIFY2(problem.empty(), problem.c_str());
        QCOMPARE(backupsBeside(m_file).size(), std::size_t(1)); // not one for each
        QCOMPARE(RunRepository(m_workspace).run(7)->name, std::string("old"));
    }

    void twoProcessesMigrateAtOnce()
    {
        makeWorkspace(m_workspace, 1);
        SQLite::Database(m_file.string(), SQLite::OPEN_READWRITE)
            .exec("INSERT INTO runs (id, name, group_name, state, config, created_at) SELECT 8, 'second', group_name, "
                  "state, config, created_at FROM runs; UPDATE runs SET state = 'queued'; "
                  "DELETE FROM series_blocks; DELETE FROM series; DELETE FROM routing_blocks");
        std::vector<std::unique_ptr<QProcess>> processes;
        for (const char* run : {"7", "8"}) {
            processes.push_back(std::make_unique<QProcess>());
            processes.back()->setProcessChannelMode(QProcess::ForwardedErrorChannel);
            processes.back()->start(MOLEX_RECORDER_PROCESS,
                                    {QString::fromStdString(m_workspace.string()), run, "20", "end"});
        }
        for (const auto& process : processes) {
            QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(60'000));
            QCOMPARE(process->exitCode(), 0);
        }
        QCOMPARE(backupsBeside(m_file).size(), std::size_t(1));
        const RunRepository repository(m_workspace);
        for (const std::int64_t run : {7, 8}) {
            QCOMPARE(repository.run(run)->state, RunState::Finished);
            QCOMPARE(repository.series(run, "loss").steps.size(), std::size_t(20));
        }
    }

    void aNewerWorkspaceIsReadAndNotWritten()
    {
        makeNewer("ALTER TABLE runs ADD COLUMN mood TEXT; CREATE TABLE moods (mood TEXT)");
        QVERIFY_THROWS_EXCEPTION(NewerWorkspaceError, RunRepository{m_workspace});
        RunRepository reader(m_workspace, RunRepository::Access::ReadOnly);
        QCOMPARE(reader.runs().at(0).name, std::string("theirs"));
        QVERIFY_THROWS_EXCEPTION(NewerWorkspaceError, reader.rename(1, "ours"));
        QVERIFY_THROWS_EXCEPTION(NewerWorkspaceError, exportBundle(reader, 1, m_workspace / "bundle.molex"));
        QVERIFY(backupsBeside(m_file).empty());
        QCOMPARE(reader.runs().at(0).name, std::string("theirs"));
    }

    void aNewerWorkspaceThatLacksWhatIsReadIsRefused_data()
    {
        QTest::addColumn<QString>("change");
        QTest::newRow("column") << "ALTER TABLE runs DROP COLUMN reason";
        QTest::newRow("table") << "DROP TABLE log";
        QTest::newRow("a view in its place")
            << "DROP TABLE log; CREATE VIEW log AS SELECT 1 AS id, 1 AS run, 1 AS time, "
               "1 AS step, 'info' AS level, 'x' AS text";
    }

    void aNewerWorkspaceThatLacksWhatIsReadIsRefused()
    {
        QFETCH(QString, change);
        makeNewer(change.toStdString());
        const QString reason = QString::fromStdString(whyNotOpened(m_workspace, RunRepository::Access::ReadOnly));
        QVERIFY2(reason.contains("differ too much"), qPrintable(reason));
    }
};

MOLEX_TEST(tst_MigratedWorkspaces)
#include "tst_MigratedWorkspaces.moc"
