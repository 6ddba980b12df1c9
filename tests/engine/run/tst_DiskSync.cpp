#include "engine/run/DiskSync.h"

#include <cerrno>

#include "tests/support/FileCalls.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace engine;
using support::contentOf;
using support::FileCalls;
namespace fs = std::filesystem;

class tst_DiskSync : public QObject {
    Q_OBJECT

    using Calls = std::vector<std::string>;

private Q_SLOTS:
    void theContentIsOnTheDiskBeforeItHasTheNameAndTheNameAfterwards()
    {
        const support::TemporaryFolder folder;
        const std::string around = folder.path().filename().string();
        FileCalls calls;
        QVERIFY(!replaceFile(folder.path() / "a", "text"));
        QCOMPARE(calls.seen(), (Calls{"sync a.partial", "rename a.partial a", "sync " + around}));
        QCOMPARE(contentOf(folder.path() / "a"), std::string("text"));
    }

    void aRefusalOfTheDiskIsToldAndLeavesWhatWasThere()
    {
        const support::TemporaryFolder folder;
        const fs::path file = folder.write("a", "before");
        for (const char* call : {"sync a.partial", "rename a.partial a"}) {
            FileCalls calls;
            calls.fail(call, ENOSPC);
            QVERIFY(replaceFile(file, "after") == std::errc::no_space_on_device);
            QCOMPARE(contentOf(file), std::string("before"));
            QVERIFY(!fs::exists(folder.path() / "a.partial"));
        }
        FileCalls calls;
        calls.fail("sync " + folder.path().filename().string(), EIO);
        QVERIFY(replaceFile(file, "after") == std::errc::io_error);
        QVERIFY(replaceFile(folder.path() / "none" / "a", "text") == std::errc::no_such_file_or_directory);
    }

    void aFileSystemThatCannotSyncFoldersIsGoodEnough()
    {
        const support::TemporaryFolder folder;
        FileCalls calls;
        calls.fail("sync " + folder.path().filename().string(), EINVAL);
        QVERIFY(!replaceFile(folder.path() / "a", "text"));
    }

    void aFolderIsSyncedWithAllThatIsInItBeforeItIsMoved()
    {
        const support::TemporaryFolder folder;
        folder.write("fresh/one", "1");
        folder.write("fresh/inner/two", "2");
        FileCalls calls;
        QVERIFY(!moveIntoPlace(folder.path() / "fresh", folder.path() / "target"));
        const int moved = calls.placeOf("rename fresh target");
        for (const char* name : {"sync one", "sync two", "sync inner", "sync fresh"})
            QVERIFY2(calls.placeOf(name) >= 0 && calls.placeOf(name) < moved, name);
        QCOMPARE(calls.seen().back(), "sync " + folder.path().filename().string());
        QCOMPARE(contentOf(folder.path() / "target" / "inner" / "two"), std::string("2"));
    }

    void aFolderWithFilesOnlyGivesWayWhereThatIsAskedFor()
    {
        const support::TemporaryFolder folder;
        folder.write("fresh/a", "after");
        folder.write("target/a", "before");
        QVERIFY(moveIntoPlace(folder.path() / "fresh", folder.path() / "target"));
        QCOMPARE(contentOf(folder.path() / "target" / "a"), std::string("before"));
        QVERIFY(!replaceFolder(folder.path() / "fresh", folder.path() / "target"));
        QCOMPARE(contentOf(folder.path() / "target" / "a"), std::string("after"));
        QVERIFY(!fs::exists(folder.path() / "fresh"));
    }

    void foldersAreReplacedAlsoWhereNamesCannotBeExchanged()
    {
        const support::TemporaryFolder folder;
        folder.write("fresh/a", "after");
        folder.write("target/a", "before");
        FileCalls calls;
        calls.fail("exchange fresh target", EINVAL); // as some network file systems answer
        QVERIFY(!replaceFolder(folder.path() / "fresh", folder.path() / "target"));
        QCOMPARE(contentOf(folder.path() / "target" / "a"), std::string("after"));
        QCOMPARE(calls.seen().back(), "sync " + folder.path().filename().string());
        QVERIFY(!fs::exists(folder.path() / "fresh") && !fs::exists(folder.path() / "target.old"));

        folder.write("fresh/a", "last");
        calls.fail("rename fresh target", EACCES);
        QVERIFY(replaceFolder(folder.path() / "fresh", folder.path() / "target") == std::errc::permission_denied);
        QCOMPARE(contentOf(folder.path() / "target" / "a"), std::string("after"));
    }

    void eachNewFolderIsNamedOnTheDisk()
    {
        const support::TemporaryFolder folder;
        FileCalls calls;
        QVERIFY(!makeFolders(folder.path() / "a" / "b" / ""));
        QVERIFY(fs::is_directory(folder.path() / "a" / "b"));
        QCOMPARE(calls.seen(), (Calls{"sync " + folder.path().filename().string(), "sync a"}));
        QVERIFY(!makeFolders(folder.path() / "a" / "b"));
        QCOMPARE(calls.seen().size(), std::size_t(2));
        folder.write("file", "");
        QVERIFY(makeFolders(folder.path() / "file" / "c") == std::errc::not_a_directory);
    }
};

MOLEX_TEST(tst_DiskSync)
#include "tst_DiskSync.moc"
