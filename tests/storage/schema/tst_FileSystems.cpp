#include <filesystem>
#include <memory>

#include <SQLiteCpp/Database.h>

#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/schema/Database.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/LimitedFileSystem.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::LimitedFileSystem;
using Lacks = support::LimitedFileSystem::Lacks;

/// Workspaces on file systems that lack shared memory or locks.
class tst_FileSystems : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    std::filesystem::path m_workspace;

    std::string journalMode() const
    {
        Database database(m_workspace, Database::Access::ReadWrite);
        return database.connection().execAndGet("PRAGMA journal_mode").getString();
    }

    static void addRows()
    {
        QTest::addColumn<int>("lacks");
        QTest::newRow("no shared memory") << int(Lacks::SharedMemory);
        QTest::newRow("no mapping") << int(Lacks::MappedMemory);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = support::folderOf(*m_folder);
    }

    void withoutSharedMemoryAWorkspaceHasARollbackJournal_data() { addRows(); }
    void withoutSharedMemoryAWorkspaceHasARollbackJournal()
    {
        QFETCH(int, lacks);
        const LimitedFileSystem limited{Lacks(lacks)};
        RunRepository repository(m_workspace);
        const auto id = repository.create("a", "", "{}");
        QCOMPARE(journalMode(), std::string("delete"));
        {
            RunRecorder recorder(m_workspace, id);
            for (std::int64_t step = 1; step <= 300; ++step)
                recorder.handle(support::sampleStep(step));
            QVERIFY(recorder.flush());
            QCOMPARE(repository.series(id, "loss").steps.size(), std::size_t(300));
            recorder.handle(support::sampleEnd());
        }
        QCOMPARE(repository.run(id)->state, RunState::Finished);
        const auto backup = m_workspace / "workspace.sqlite.mine.backup";
        backUpWorkspace(m_workspace, backup);
        QVERIFY(std::filesystem::exists(backup));
    }

    void aLogThatCannotBeUsedHereIsLeftAndNothingLost_data() { addRows(); }
    void aLogThatCannotBeUsedHereIsLeftAndNothingLost()
    {
        QFETCH(int, lacks);
        const auto id = RunRepository(m_workspace).create("moved", "", "{}");
        QCOMPARE(journalMode(), std::string("wal"));
        {
            const LimitedFileSystem limited{Lacks(lacks)};
            const RunRepository reader(m_workspace, RunRepository::Access::ReadOnly); // nobody has to write first
            QCOMPARE(reader.run(id)->name, std::string("moved"));
        }
        {
            const LimitedFileSystem limited{Lacks(lacks)};
            QCOMPARE(RunRepository(m_workspace).run(id)->name, std::string("moved"));
            QCOMPARE(journalMode(), std::string("delete"));
        }
        QCOMPARE(RunRepository(m_workspace).run(id)->name, std::string("moved"));
        QCOMPARE(journalMode(), std::string("wal"));
    }

    void withoutLocksAWorkspaceIsRefusedWithTheReason()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const LimitedFileSystem limited{Lacks::Locks};
        for (const auto access : {RunRepository::Access::ReadWrite, RunRepository::Access::ReadOnly}) {
            QString reason;
            try {
                RunRepository(m_workspace, access).runs();
            } catch (const Error& error) {
                reason = error.what();
            }
            QVERIFY2(reason.contains("does not lock files"), qPrintable(reason));
        }
    }
};

MOLEX_TEST(tst_FileSystems)
#include "tst_FileSystems.moc"
