#include "gui/app/WorkspaceStart.h"

#include <optional>
#include <thread>

#include <SQLiteCpp/Database.h>

#include "engine/run/ThreadRole.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/Refusal.h"
#include "tests/support/OrdinaryUser.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace gui;
namespace fs = std::filesystem;

/// What a window does with a workspace before it opens; called where the program calls it, on the window's thread.
class tst_WorkspaceStart : public QObject {
    Q_OBJECT

private:
    static QString whyRefused(const fs::path& workspace)
    {
        return support::whyRefused([&] { prepareWorkspace(workspace, false); });
    }

    static void makeWithARun(const fs::path& workspace)
    {
        std::thread([&] { storage::RunRepository(workspace).create("a", "", "{}"); }).join();
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void whatCanBeWrittenIsMadeAndWritten()
    {
        const support::TemporaryFolder folder;
        const WorkspaceStart start = prepareWorkspace(folder.path() / "new", false);
        QVERIFY(!start.isReadOnly);
        QVERIFY(fs::exists(folder.path() / "new" / "workspace.sqlite"));
        const WorkspaceStart asked = prepareWorkspace(folder.path() / "new", true);
        QVERIFY(asked.isReadOnly);
        QCOMPARE(asked.whyReadOnly, QString());
    }

    /// As a program leaves it that was killed while it trained.
    void aRunThatNobodyTrainsAnyMoreIsInterrupted()
    {
        const support::TemporaryFolder folder;
        std::thread([&] {
            storage::RunRepository runs(folder.path());
            runs.setState(runs.create("a", "", "{}"), storage::RunState::Running);
        }).join();
        SQLite::Database((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE)
            .exec("UPDATE runs SET owner_process = 0");
        QVERIFY(!prepareWorkspace(folder.path(), false).isReadOnly);
        std::optional<storage::RunRecord> run;
        std::thread([&] { run = storage::RunRepository(folder.path()).run(1); }).join();
        QVERIFY(run.has_value());
        QCOMPARE(run->state, storage::RunState::Interrupted);
    }

    void whatIsLockedForLongIsShownWithTheReason()
    {
        const support::TemporaryFolder folder;
        makeWithARun(folder.path());
        SQLite::Database other((folder.path() / "workspace.sqlite").string(), SQLite::OPEN_READWRITE);
        other.exec("BEGIN IMMEDIATE");
        const WorkspaceStart start = prepareWorkspace(folder.path(), false);
        QVERIFY(start.isReadOnly);
        QVERIFY2(start.whyReadOnly.contains(QStringLiteral("locked by another program")),
                 qPrintable(start.whyReadOnly));
        QVERIFY2(start.whyReadOnly.contains(QStringLiteral("only shown")), qPrintable(start.whyReadOnly));
    }

    void whatIsNotWritableIsShownWithTheReason()
    {
        const support::TemporaryFolder folder;
        const fs::path workspace = folder.path() / "workspace";
        makeWithARun(workspace);
        fs::permissions(folder.path(), fs::perms(0755));
        fs::permissions(workspace, fs::perms(0555));
        fs::permissions(workspace / "workspace.sqlite", fs::perms(0444));
        {
            const support::OrdinaryUser user;
            const WorkspaceStart start = prepareWorkspace(workspace, false);
            QVERIFY(start.isReadOnly);
            QVERIFY2(start.whyReadOnly.contains(QStringLiteral("not writable")), qPrintable(start.whyReadOnly));
            const QString reason = whyRefused(workspace / "none");
            QVERIFY2(reason.contains(QStringLiteral("cannot be made")), qPrintable(reason));
        }
        fs::permissions(workspace, fs::perms(0755));
    }

    void whatIsNoWorkspaceIsRefused()
    {
        const support::TemporaryFolder folder;
        folder.write("workspace.sqlite", "no database, whatever its name says, and some bytes more");
        QVERIFY(whyRefused(folder.path()).contains(QStringLiteral("not a MoLEx workspace")));
        QVERIFY_THROWS_EXCEPTION(storage::Error, onlyShown(folder.path(), QStringLiteral("Another window has it.")));
    }

    void whatAnotherWindowHasIsShownWithTheReason()
    {
        const support::TemporaryFolder folder;
        makeWithARun(folder.path());
        const WorkspaceStart start = onlyShown(folder.path(), QStringLiteral("Another window has it."));
        QVERIFY(start.isReadOnly);
        QVERIFY(start.whyReadOnly.startsWith(QStringLiteral("Another window has it. ")));
    }
};

MOLEX_TEST(tst_WorkspaceStart)
#include "tst_WorkspaceStart.moc"
