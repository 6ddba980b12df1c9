#include "storage/runs/WorkspaceCare.h"

#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <fstream>
#include <iterator>
#include <memory>
#include <thread>

#include <SQLiteCpp/Database.h>

#include "storage/exchange/ExportBundle.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceRestore.h"
#include "storage/schema/Database.h"
#include "tests/storage/Refusal.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/FileSizeLimit.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::whyRefused;
namespace fs = std::filesystem;

/// Backups of a workspace, and what makes it smaller.
class tst_WorkspaceCare : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_workspace;
    fs::path m_backup;

    std::size_t filesIn(const fs::path& folder) const
    {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator()));
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = support::folderOf(*m_folder) / "workspace";
        m_backup = support::folderOf(*m_folder) / "kept.backup";
    }

    void aBackupIsOneMomentOfARunThatGoesOn()
    {
        const auto id = RunRepository(m_workspace).create("a", "", "{}");
        RunRecorder recorder(m_workspace, id);
        std::atomic<bool> isOver{false};
        std::thread training([&] {
            for (std::int64_t step = 1; !isOver; ++step)
                recorder.handle(support::sampleStep(step));
        });
        const RunRepository live(m_workspace, RunRepository::Access::ReadOnly);
        const auto stepsHere = [&] { return live.series(id, "loss").steps.size(); };
        QTRY_VERIFY_WITH_TIMEOUT(stepsHere() > 0, 20'000);
        const std::size_t before = stepsHere();
        backUpWorkspace(m_workspace, m_backup);
        isOver = true;
        training.join();
        QVERIFY(recorder.flush());

        const fs::path other = m_workspace.parent_path() / "other";
        QVERIFY(restoreWorkspace(m_backup, other).empty()); // nothing was there
        const SeriesPoints copied = RunRepository(other).series(id, "loss");
        QVERIFY(copied.steps.size() >= before && copied.steps.size() <= stepsHere());
        for (std::size_t i = 0; i < copied.steps.size(); ++i)
            QVERIFY(copied.values[i] == support::sampleStep(copied.steps[i]).values[0].value);
        QCOMPARE(filesIn(m_workspace.parent_path()), std::size_t(4)); // with its seal, and nothing half done
    }

    void aBackupReplacesAnotherOnlyWhenItIsWhole()
    {
        RunRepository(m_workspace).create("a", "", std::string(200'000, 'x'));
        std::ofstream(m_backup) << "an older one";
        {
            const support::FileSizeLimit limit(50'000); // as on a full disk
            QVERIFY(!whyRefused([&] { backUpWorkspace(m_workspace, m_backup); }).isEmpty());
        }
        QCOMPARE(support::contentOf(m_backup), std::string("an older one"));
        QCOMPARE(filesIn(m_workspace.parent_path()), std::size_t(2));
        QVERIFY_THROWS_EXCEPTION(engine::CalledOff, backUpWorkspace(m_workspace, m_backup, [] { return false; }));
        QCOMPARE(support::contentOf(m_backup), std::string("an older one"));
        backUpWorkspace(m_workspace, m_backup);
        QCOMPARE(Database::ofFile(m_backup).connection().execAndGet("SELECT name FROM runs").getString(),
                 std::string("a"));
    }

    void aBackupNeverBecomesAWorkspacesDatabase()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path other = m_workspace.parent_path() / "other";
        RunRepository(other).create("b", "", "{}");
        for (const fs::path& file : {m_workspace / "workspace.sqlite", other / "workspace.sqlite"})
            QVERIFY(whyRefused([&] { backUpWorkspace(m_workspace, file); }).contains("a workspace's own database"));
        QCOMPARE(RunRepository(other).runs().at(0).name, std::string("b"));
        fs::create_symlink(other / "workspace.sqlite", m_backup);
        QVERIFY(whyRefused([&] { backUpWorkspace(m_workspace, m_backup); }).contains("no plain file"));
        QVERIFY(whyRefused([&] {
                    backUpWorkspace(m_workspace, m_workspace / "none" / "x");
                }).contains("folder does not exist"));
    }

    void whatAKilledProcessLeavesIsRemovedByTheNext()
    {
        RunRepository repository(m_workspace);
        const pid_t child = ::fork();
        if (child == 0)
            ::_exit(0);
        ::waitpid(child, nullptr, 0);
        const std::string gone = std::to_string(child);
        const std::string here = std::to_string(::getpid());
        const fs::path elsewhere = m_backup.string() + ".molex.partial-" + gone + "-0";
        for (const std::string& name :
             {".a.backup.molex.partial-" + gone + "-0", ".a.backup.molex.partial-" + gone + "-0-journal",
              ".a.backup.molex.partial-" + here + "-99", std::string(".a.backup"), std::string(".molex.partial-x")})
            std::ofstream(m_workspace / ("workspace.sqlite" + name)) << "copy";
        std::ofstream(elsewhere) << "copy";
        for (const std::string& process : {gone, here})
            fs::create_directories(m_workspace / ("restoring-" + process) / "inner");
        repository.markInterrupted();
        QVERIFY(!fs::exists(m_workspace / ("workspace.sqlite.a.backup.molex.partial-" + gone + "-0")));
        QVERIFY(!fs::exists(m_workspace / ("workspace.sqlite.a.backup.molex.partial-" + gone + "-0-journal")));
        QVERIFY(fs::exists(m_workspace / ("workspace.sqlite.a.backup.molex.partial-" + here + "-99")));
        QVERIFY(fs::exists(m_workspace / "workspace.sqlite.a.backup"));
        QVERIFY(fs::exists(m_workspace / "workspace.sqlite.molex.partial-x"));
        QVERIFY(!fs::exists(m_workspace / ("restoring-" + gone)));
        QVERIFY(fs::exists(m_workspace / ("restoring-" + here)));
        backUpWorkspace(m_workspace, m_backup); // a copy beside this one goes with it
        QVERIFY(!fs::exists(elsewhere));
    }

    void aBackupThatCannotBeWrittenIsNamed()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path target = m_workspace.parent_path() / std::string(250, 'b'); // too long before it is complete
        const QString reason = whyRefused([&] { backUpWorkspace(m_workspace, target); });
        QVERIFY2(reason.contains("bbb cannot be written"), qPrintable(reason));
        QCOMPARE(filesIn(m_workspace.parent_path()), std::size_t(1));
    }

    void compactingGivesRoomBackAndChangesNothing()
    {
        RunRepository repository(m_workspace);
        const auto kept = repository.create("kept", "", "{}");
        const auto id = repository.create("large", "", "{}");
        {
            RunRecorder recorder(m_workspace, id);
            for (std::int64_t step = 1; step <= 4000; ++step)
                recorder.handle(support::sampleStep(step));
            recorder.handle(support::sampleEnd());
        }
        SQLite::Database((m_workspace / "workspace.sqlite").string(), SQLite::OPEN_READWRITE)
            .exec("DELETE FROM series_blocks");
        const CompactedWorkspace sizes = compactWorkspace(m_workspace);
        QVERIFY2(sizes.after < sizes.before, qPrintable(QString::number(sizes.after)));
        QCOMPARE(repository.run(kept)->name, std::string("kept"));
        QVERIFY(damageOfWorkspace(m_workspace, false).empty());
    }

    void aBundleIsReadBackBeforeItsRunMayGo()
    {
        RunRepository repository(m_workspace);
        const auto id = repository.create("a", "", "{}");
        const fs::path bundle = m_workspace.parent_path() / "a.molex";
        exportBundle(repository, id, bundle);
        verifyBundle(bundle);
        std::string bytes = support::contentOf(bundle);
        bytes[bytes.size() / 2] ^= 1;
        std::ofstream(bundle, std::ios::binary) << bytes;
        QVERIFY(!whyRefused([&] { verifyBundle(bundle); }).isEmpty());
    }
};

MOLEX_TEST(tst_WorkspaceCare)
#include "tst_WorkspaceCare.moc"
