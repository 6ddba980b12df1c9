#include "storage/runs/WorkspaceRestore.h"

#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <fstream>
#include <memory>
#include <optional>
#include <thread>
#include <vector>

#include <QProcess>

#include <SQLiteCpp/Database.h>

#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/schema/Database.h"
#include "storage/schema/WorkspaceHold.h"
#include "tests/storage/Refusal.h"
#include "tests/support/FileCalls.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/HostileJournal.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::whyRefused;
namespace fs = std::filesystem;

/// What brings a backup back in the place of a workspace.
class tst_WorkspaceRestore : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_workspace;
    fs::path m_backup;

    /// In a process of its own, which is killed after so many calls that sync, lock or rename.
    [[noreturn]] void restoreAndExit(std::size_t callsToLive) const
    {
        int code = 1;
        try {
            support::FileCalls calls;
            calls.killAfter(callsToLive);
            restoreWorkspace(m_backup, m_workspace);
            code = 0;
        } catch (const std::exception&) { // the code says so
        }
        ::_exit(code);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = support::folderOf(*m_folder) / "workspace";
        m_backup = support::folderOf(*m_folder) / "kept.backup";
    }

    void whatIsReplacedIsKept()
    {
        const auto id = RunRepository(m_workspace).create("before", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        {
            RunRepository repository(m_workspace);
            repository.rename(id, "after");
            repository.create("lost", "", "{}");
        }
        fs::create_directories(m_workspace / "runs" / "2"); // of the run that the backup does not know
        const fs::path kept = restoreWorkspace(m_backup, m_workspace);
        RunRepository repository(m_workspace);
        QCOMPARE(repository.runs().size(), std::size_t(1));
        QCOMPARE(repository.run(id)->name, std::string("before"));
        QCOMPARE(repository.create("next", "", "{}"), std::int64_t(3)); // not with the folder of another
        QCOMPARE(Database::ofFile(kept).connection().execAndGet("SELECT name FROM runs WHERE id = 1").getString(),
                 std::string("after"));
        QVERIFY(fs::exists(m_backup));
    }

    void aStrangersJournalIsPutAsideAndNotPlayedBack()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        const fs::path thing = m_workspace / "thing";
        std::ofstream(thing) << "of the user's";
        std::ofstream(m_workspace / "workspace.sqlite-journal", std::ios::binary) << support::journalNaming(thing);
        const fs::path kept = restoreWorkspace(m_backup, m_workspace);
        QVERIFY(fs::exists(thing));
        QVERIFY(fs::exists(kept.string() + "-journal"));
        QVERIFY(!fs::exists(m_workspace / "workspace.sqlite-journal"));
        QCOMPARE(RunRepository(m_workspace).runs().size(), std::size_t(1));
    }

    void nothingIsRestoredWhileAWorkspaceIsOpen()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        {
            const RunRepository reader(m_workspace, RunRepository::Access::ReadOnly);
            QCOMPARE(reader.runs().size(), std::size_t(1));
            QVERIFY(whyRefused([&] { restoreWorkspace(m_backup, m_workspace); }).contains("in use"));
        }
        QProcess other;
        other.start(MOLEX_RECORDER_PROCESS, {QString::fromStdString(m_workspace.string()), "1", "10", "go-on"});
        while (!other.canReadLine())
            QVERIFY(other.waitForReadyRead(60'000));
        QVERIFY(whyRefused([&] { restoreWorkspace(m_backup, m_workspace); }).contains("in use"));
        other.kill();
        QVERIFY(other.waitForFinished());
        QVERIFY(!restoreWorkspace(m_backup, m_workspace).empty());
        QCOMPARE(RunRepository(m_workspace).run(1)->state, RunState::Queued);
        QCOMPARE(fs::file_size(m_workspace / "workspace.sqlite-wal"), std::uintmax_t(0)); // a seal's, and not its log
    }

    void nobodyOpensAWorkspaceWhileItIsReplaced()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        using std::chrono::milliseconds;
        auto hold = std::make_unique<WorkspaceHold>(m_workspace, WorkspaceHold::Kind::Alone, milliseconds(0));
        QVERIFY(!hold->isRefused());
        QVERIFY(WorkspaceHold(m_workspace, WorkspaceHold::Kind::Shared, milliseconds(0)).isRefused());
        QVERIFY(whyRefused([&] { restoreWorkspace(m_backup, m_workspace); }).contains("in use")); // another's restore
        std::atomic<int> isOpen{0};
        std::vector<std::thread> others;
        for (const auto access : {RunRepository::Access::ReadWrite, RunRepository::Access::ReadOnly})
            others.emplace_back([this, access, &isOpen] {
                const RunRepository repository(m_workspace, access);
                isOpen += static_cast<int>(repository.runs().size());
            });
        std::this_thread::sleep_for(milliseconds(200));
        const int meanwhile = isOpen;
        hold.reset();
        for (std::thread& other : others)
            other.join();
        QCOMPARE(meanwhile, 0);
        QCOMPARE(isOpen.load(), 2); // they waited for it
    }

    /// SQLite can lock nothing in a file that is not one of its own any more.
    void aDamagedWorkspaceThatSomebodyHasOpenIsNotReplaced()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        const fs::path file = m_workspace / "workspace.sqlite";
        {
            const RunRepository repository(m_workspace, RunRepository::Access::ReadOnly);
            QCOMPARE(repository.runs().size(), std::size_t(1));
            std::fstream(file, std::ios::in | std::ios::out | std::ios::binary) << std::string(100, 'x');
            QVERIFY(whyRefused([&] { restoreWorkspace(m_backup, m_workspace); }).contains("in use"));
        }
        QVERIFY(!restoreWorkspace(m_backup, m_workspace).empty());
        QCOMPARE(RunRepository(m_workspace).runs().size(), std::size_t(1));
    }

    /// After the copy was made and checked.
    void aDiskThatBecomesFullBeforeTheExchangeIsOfTheWorkspace()
    {
        const auto id = RunRepository(m_workspace).create("a", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        RunRepository(m_workspace).rename(id, "b");
        fs::create_directories(m_workspace / "runs" / "7"); // of a number that has to stay free
        QString reason;
        {
            support::FileCalls calls;
            std::optional<support::FileSizeLimit> limit;
            calls.listen([&](const support::FileCall& call, bool isDone) {
                if (isDone && call.kind == support::FileCall::Kind::Lock
                    && call.path.filename() == m_workspace.filename())
                    limit.emplace(rlim_t(1));
            });
            reason = whyRefused([&] { restoreWorkspace(m_backup, m_workspace); });
            QVERIFY(limit);
        }
        QVERIFY2(reason.startsWith("Nothing was restored: ") && !reason.contains("restoring-"), qPrintable(reason));
        QCOMPARE(RunRepository(m_workspace).run(id)->name, std::string("b"));
    }

    void aRestoreThatIsKilledLeavesOneOfTheTwoWhole()
    {
        const auto id = RunRepository(m_workspace).create("before", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        std::string ends; // o: the old one is there, n: the new one
        bool isKilled = true;
        for (std::size_t calls = 0; isKilled; ++calls) {
            QVERIFY(calls < 100);
            RunRepository(m_workspace).rename(id, "after");
            const pid_t child = ::fork();
            if (child == 0)
                restoreAndExit(calls);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            isKilled = WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
            QVERIFY(isKilled || (WIFEXITED(status) && WEXITSTATUS(status) == 0));
            RunRepository repository(m_workspace);
            repository.markInterrupted();
            QVERIFY(damageOfWorkspace(m_workspace, false).empty());
            QCOMPARE(repository.runs().size(), std::size_t(1));
            ends += repository.run(id)->name == "after" ? 'o' : 'n';
            QVERIFY(!fs::exists(m_workspace / ("restoring-" + std::to_string(child))));
            QCOMPARE(fs::hard_link_count(m_workspace / "workspace.sqlite"), std::uintmax_t(1));
        }
        QVERIFY2(std::is_sorted(ends.rbegin(), ends.rend()), ends.c_str()); // n comes before o from the end
        QVERIFY2(ends.front() == 'o' && ends.back() == 'n' && ends.find("on") > 4, ends.c_str());
    }

    void whatIsNoBackupIsRefusedAndNothingChanged_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::addColumn<QString>("words");
        QTest::newRow("another program's") << "PRAGMA application_id = 7"
                                           << "another program";
        QTest::newRow("trigger") << "CREATE TRIGGER t AFTER INSERT ON runs BEGIN DELETE FROM runs; END"
                                 << "not a sound";
        QTest::newRow("table missing") << "DROP TABLE log"
                                       << "not a sound";
        QTest::newRow("newer") << "PRAGMA user_version = 1000"
                               << "newer version";
        QTest::newRow("a row that refers to none")
            << "PRAGMA foreign_keys = OFF; INSERT INTO series VALUES (1, 99, 'x')"
            << "refers to one";
    }

    void whatIsNoBackupIsRefusedAndNothingChanged()
    {
        QFETCH(QString, sql);
        QFETCH(QString, words);
        RunRepository(m_workspace).create("a", "", "{}");
        backUpWorkspace(m_workspace, m_backup);
        SQLite::Database(m_backup.string(), SQLite::OPEN_READWRITE).exec(sql.toStdString());
        const std::string before = support::contentOf(m_workspace / "workspace.sqlite");
        const QString reason = whyRefused([&] { restoreWorkspace(m_backup, m_workspace); });
        QVERIFY2(reason.contains(words), qPrintable(reason));
        QVERIFY2(reason.contains("kept.backup"), qPrintable(reason)); // the file that was named
        QCOMPARE(support::contentOf(m_workspace / "workspace.sqlite"), before);
        for (const auto& entry : fs::directory_iterator(m_workspace)) // no folder, and nothing that was replaced
            QVERIFY2(entry.is_regular_file() && entry.path().extension() != ".replaced", entry.path().c_str());
    }

    void whatIsNoFileIsRefused()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        QVERIFY(whyRefused([&] { restoreWorkspace(m_backup, m_workspace); }).contains("does not exist"));
        QVERIFY(whyRefused([&] { restoreWorkspace(m_workspace, m_workspace); }).contains("not a file"));
        QVERIFY(whyRefused([&] {
                    restoreWorkspace(m_workspace / "workspace.sqlite", m_workspace);
                }).contains("own database"));
        QCOMPARE(::mkfifo(m_backup.c_str(), 0600), 0);
        QVERIFY(whyRefused([&] { restoreWorkspace(m_backup, m_workspace); }).contains("not a file")); // not waited on
    }
};

MOLEX_TEST(tst_WorkspaceRestore)
#include "tst_WorkspaceRestore.moc"
