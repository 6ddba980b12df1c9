#include "tests/support/Desk.h"

#include <filesystem>
#include <fstream>

#include <QStatusBar>

#include "gui/models/WindowLog.h"
#include "storage/runs/Error.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/schema/Backups.h"
#include "tests/support/TemporaryFolder.h"

using namespace gui;
using storage::RunState;
using support::Desk;

/// Back up, restore and compact in the File menu, and damage that the window finds by itself.
class tst_WorkspaceDesk : public QObject {
    Q_OBJECT

    static QString status(const Desk& desk) { return desk.window->statusBar()->currentMessage(); }

    static bool isInLog(const Desk& desk, const QString& beginning)
    {
        const QAbstractItemModel* log = desk.find<QTableView>("windowLogTableView")->model();
        for (int row = 0; row < log->rowCount(); ++row)
            if (log->index(row, WindowLog::Text).data().toString().startsWith(beginning))
                return true;
        return false;
    }

    static std::size_t storedRuns(const Desk& desk)
    {
        return desk.stored([](storage::RunRepository& repository) { return repository.runs().size(); });
    }

    /// Flips a bit in the last page that can be damaged without the workspace becoming unreadable. There is a backup.
    static bool damageQuietly(const std::filesystem::path& workspace)
    {
        constexpr std::size_t pageBytes = 4096;
        const auto file = workspace / "workspace.sqlite";
        storage::backUpWorkspace(workspace, file.string() + ".mine.backup");
        std::filesystem::remove(file.string() + ".seal"); // SQLite is to find it
        const std::string whole = support::contentOf(file);
        for (std::size_t page = whole.size() / pageBytes - 1; page > 1; --page) {
            std::string bytes = whole;
            bytes[page * pageBytes] ^= 0x40;
            std::ofstream(file, std::ios::binary) << bytes;
            try {
                if (!storage::damageOfWorkspace(workspace, true).empty())
                    return true;
            } catch (const storage::Error&) { // one that is needed for opening
            }
        }
        return false;
    }

private Q_SLOTS:
    void initTestCase() { engine::markWindowThread(); }

    void aBackupIsRestoredInTheOpenWindow()
    {
        const support::TemporaryFolder folder;
        const auto workspace = folder.path() / "workspace";
        std::filesystem::create_directories(workspace);
        support::addRun(workspace, "alpha", RunState::Finished);
        Desk desk(workspace);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.dialogs.answer = QString::fromStdString((folder.path() / "kept.backup").string());
        desk.action("backUpWorkspace")->trigger();
        QTRY_VERIFY2(status(desk).startsWith(QLatin1String("Backed up to")), qPrintable(status(desk)));
        support::addRun(workspace, "beta", RunState::Finished);
        desk.action("restoreWorkspace")->trigger();
        QVERIFY(desk.asks("restore"));
        QCOMPARE(storedRuns(desk), std::size_t(2)); // nothing happens before the answer
        desk.press("restoreButton");
        QTRY_VERIFY2(status(desk).contains(QLatin1String("is restored")), qPrintable(desk.message("window")));
        QCOMPARE(storedRuns(desk), std::size_t(1));
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QVERIFY(std::filesystem::exists(workspace / "workspace.sqlite.replaced"));
    }

    void aSoundWorkspaceIsBackedUpWithoutBeingAsked()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        AppSettings(Desk::settingsFile(folder.path())).setBacksUpDaily(true);
        const Desk desk(folder.path());
        QTRY_VERIFY(isInLog(desk, QStringLiteral("The workspace was backed up to")));
        QCOMPARE(storage::dailyBackupsBeside(folder.path() / "workspace.sqlite").size(), std::size_t(1));
        QVERIFY(desk.action("backUpDaily")->isChecked());
        desk.action("backUpDaily")->trigger();
        QVERIFY(!desk.settings.backsUpDaily());
    }

    void whatIsNoBackupIsSaidAndChangesNothing()
    {
        const support::TemporaryFolder folder;
        const auto workspace = folder.path() / "workspace";
        std::filesystem::create_directories(workspace);
        support::addRun(workspace, "alpha", RunState::Finished);
        Desk desk(workspace);
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.dialogs.answer = QString::fromStdString(folder.write("bad.backup", "no database").string());
        desk.action("restoreWorkspace")->trigger();
        desk.press("restoreButton");
        QTRY_VERIFY(desk.asks("window"));
        QVERIFY2(desk.message("window").contains(QLatin1String("Nothing was restored")),
                 qPrintable(desk.message("window")));
        QCOMPARE(storedRuns(desk), std::size_t(1));
    }

    void compactingSaysBothSizes()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        Desk desk(folder.path());
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        desk.action("compactWorkspace")->trigger();
        QTRY_VERIFY2(status(desk).contains(QLatin1String("and has")), qPrintable(status(desk)));
    }

    void aWindowThatOnlyReadsBacksUpAndNoMore()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        const Desk desk(folder.path(), true);
        QVERIFY(desk.action("backUpWorkspace")->isEnabled());
        QVERIFY(!desk.action("restoreWorkspace")->isEnabled());
        QVERIFY(!desk.action("compactWorkspace")->isEnabled());
    }

    void aNewerWorkspaceIsShownWithTheReason()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        const auto file = folder.path() / "workspace.sqlite";
        std::string bytes = support::contentOf(file);
        bytes.replace(60, 4, std::string("\0\0\3\xE8", 4)); // the schema's number in the file's header
        std::ofstream(file, std::ios::binary) << bytes;
        const Desk desk(folder.path(), true, QStringLiteral("It is of a newer version."));
        QTRY_COMPARE(desk.runs()->model()->rowCount(), 1);
        QCOMPARE(desk.message("readOnly"), QStringLiteral("It is of a newer version."));
        QVERIFY(!desk.asks("store"));
    }

    void damageIsFoundWithoutBeingMet()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        bool isDamaged = false;
        std::thread([&] { isDamaged = damageQuietly(folder.path()); }).join();
        QVERIFY(isDamaged);
        const Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("damage"));
        QVERIFY2(desk.message("damage").contains(QLatin1String(".mine.backup")), qPrintable(desk.message("damage")));
    }

    void whatIsNotWhatWasStoredIsSaidAndNotBackedUp()
    {
        const support::TemporaryFolder folder;
        support::addRun(folder.path(), "alpha", RunState::Finished);
        const auto file = folder.path() / "workspace.sqlite";
        std::string bytes = support::contentOf(file);
        bytes[bytes.find("alpha")] = 'b'; // as good a letter as any
        std::ofstream(file, std::ios::binary) << bytes;
        AppSettings(Desk::settingsFile(folder.path())).setBacksUpDaily(true);
        const Desk desk(folder.path());
        QTRY_VERIFY(desk.asks("damage"));
        QVERIFY2(desk.message("damage").contains(QLatin1String("not what was stored")),
                 qPrintable(desk.message("damage")));
        QVERIFY(storage::dailyBackupsBeside(file).empty());
    }
};

MOLEX_GUI_TEST(tst_WorkspaceDesk)
#include "tst_WorkspaceDesk.moc"
