#include "storage/schema/Database.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <SQLiteCpp/Database.h>

#include <fstream>
#include <thread>

#include "engine/run/ThreadRole.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "tests/storage/Refusal.h"
#include "tests/storage/RoutingSource.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/HostileJournal.h"
#include "tests/support/OrdinaryUser.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
namespace fs = std::filesystem;

namespace {

/// The sentence with which a workspace is refused; empty when it opens.
QString refusal(const fs::path& workspace, RunRepository::Access access = RunRepository::Access::ReadWrite)
{
    return support::whyRefused([&] { RunRepository(workspace, access).runs(); });
}

void write(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

/// Whether another process finds SQLite's shared lock on the file.
bool isLockedForOthers(const fs::path& file)
{
    const pid_t child = ::fork();
    if (child == 0) {
        struct flock lock = {};
        lock.l_type = F_WRLCK;
        lock.l_start = 0x40000002; // SQLite's range of shared locks
        lock.l_len = 510;
        const int descriptor = ::open(file.c_str(), O_RDWR);
        const bool asked = descriptor >= 0 && ::fcntl(descriptor, F_GETLK, &lock) == 0;
        ::_exit(asked && lock.l_type != F_UNLCK ? 1 : 0);
    }
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) && WEXITSTATUS(status) == 1;
}

} // namespace

class tst_Database : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_workspace;
    fs::path m_file;

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = m_folder->path().toStdString();
        m_file = m_workspace / "workspace.sqlite";
    }

    void aConnectionTrustsNothingInTheFile()
    {
        Database database(m_workspace, Database::Access::ReadWrite);
        sqlite3* handle = database.connection().getHandle();
        const auto isOn = [handle](int option) {
            int value = -1;
            sqlite3_db_config(handle, option, -1, &value);
            return value == 1;
        };
        QVERIFY(isOn(SQLITE_DBCONFIG_DEFENSIVE));
        QVERIFY(isOn(SQLITE_DBCONFIG_ENABLE_FKEY));
        QVERIFY(!isOn(SQLITE_DBCONFIG_TRUSTED_SCHEMA));
        QVERIFY(!isOn(SQLITE_DBCONFIG_ENABLE_TRIGGER));
        QVERIFY(!isOn(SQLITE_DBCONFIG_ENABLE_VIEW));
        QCOMPARE(database.connection().execAndGet("PRAGMA foreign_keys").getInt(), 1);
        QCOMPARE(database.connection().execAndGet("PRAGMA journal_mode").getString(), std::string("wal"));
    }

    void aFileIsNoWorkspaceFolder()
    {
        write(m_workspace / "thing", "x");
        QVERIFY(refusal(m_workspace / "thing").contains("a workspace is a folder"));
        QVERIFY(refusal(m_workspace / "thing" / "below").contains("cannot be made"));
    }

    void whatIsNotOursIsRefusedAndLeftUntouched_data()
    {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("text") << QByteArray("hello\n") << "no SQLite database";
        QTest::newRow("cut header") << QByteArray("SQLite format 3\0", 16) << "no SQLite database";
        QTest::newRow("random") << QByteArray(4096, '\xA5') << "no SQLite database";
        QTest::newRow("another program's") << QByteArray("SQLite format 3\0", 16).append(QByteArray(4080, '\0'))
                                           << "another program";
    }

    void whatIsNotOursIsRefusedAndLeftUntouched()
    {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        write(m_file, bytes.toStdString());
        for (const auto access : {RunRepository::Access::ReadWrite, RunRepository::Access::ReadOnly})
            QVERIFY2(refusal(m_workspace, access).contains(words), qPrintable(refusal(m_workspace, access)));
        QCOMPARE(support::contentOf(m_file), bytes.toStdString());
        QVERIFY(!fs::exists(m_file.string() + "-wal"));
    }

    void aFolderOrAPipeIsNoDatabase()
    {
        fs::create_directory(m_file);
        QVERIFY(refusal(m_workspace).contains("not a file"));
        fs::remove(m_file);
        QCOMPARE(::mkfifo(m_file.c_str(), 0600), 0);
        QVERIFY(refusal(m_workspace).contains("not a file")); // and is not waited on
    }

    void aDamagedFileIsSaidToBeDamaged()
    {
        {
            RunRepository repository(m_workspace);
            const auto id = repository.create("a", "", std::string(50'000, 'x'));
            QVERIFY(id > 0);
        }
        const std::string whole = support::contentOf(m_file);
        write(m_file, whole.substr(0, 4096));
        QVERIFY2(refusal(m_workspace).contains("damaged"), qPrintable(refusal(m_workspace)));
        std::string scrambled = whole;
        for (std::size_t i = 200; i < scrambled.size(); i += 3)
            scrambled[i] = char(i * 7);
        write(m_file, scrambled);
        QVERIFY(!refusal(m_workspace).isEmpty());
    }

    void aWorkspaceThatIsNotWritableIsRefusedButReadable()
    {
        const fs::path folder = m_workspace / "locked";
        RunRepository(folder).create("a", "", "{}");
        fs::permissions(m_workspace, fs::perms(0755));
        fs::permissions(folder, fs::perms(0555));
        fs::permissions(folder / "workspace.sqlite", fs::perms(0444));
        {
            const support::OrdinaryUser user;
            QVERIFY2(refusal(folder).contains("not writable"), qPrintable(refusal(folder)));
            QVERIFY(refusal(folder / "new").contains("cannot be made"));
            const RunRepository reader(folder, RunRepository::Access::ReadOnly);
            QCOMPARE(reader.runs().size(), std::size_t(1));
        }
        fs::permissions(folder, fs::perms(0755));
    }

    void aMissingWorkspaceIsNotMadeByAReader()
    {
        QVERIFY(refusal(m_workspace / "none", RunRepository::Access::ReadOnly).contains("There is no workspace"));
        QVERIFY(refusal(m_workspace, RunRepository::Access::ReadOnly).contains("There is no workspace"));
        QVERIFY(!fs::exists(m_workspace / "none"));
        QVERIFY(!fs::exists(m_file));
    }

    void anEmptyFileBecomesAWorkspace()
    {
        write(m_file, "");
        QCOMPARE(refusal(m_workspace), QString());
    }

    void aJournalThatNamesAnotherFileIsNotPlayedBack()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path thing = m_workspace / "thing";
        write(thing, "of the user's");
        const std::string journal = support::journalNaming(thing);
        write(m_file.string() + "-journal", journal);
        for (const auto access : {RunRepository::Access::ReadWrite, RunRepository::Access::ReadOnly})
            QVERIFY2(refusal(m_workspace, access).contains("names a file to be removed"),
                     qPrintable(refusal(m_workspace, access)));
        QCOMPARE(support::contentOf(thing), std::string("of the user's"));
        QCOMPARE(support::contentOf(m_file.string() + "-journal"), journal);
        fs::create_directory(m_workspace / "links");
        fs::create_symlink(m_file, m_workspace / "links" / "workspace.sqlite");
        QVERIFY2(refusal(m_workspace / "links").contains("names a file to be removed"),
                 qPrintable(refusal(m_workspace / "links")));
        fs::remove(m_file.string() + "-journal");
        QCOMPARE(refusal(m_workspace), QString());
    }

    void whatLiesBesideTheDatabaseIsAFile_data()
    {
        QTest::addColumn<QString>("ending");
        for (const char* ending : {"-journal", "-wal", "-shm"})
            QTest::newRow(ending) << ending;
    }

    void whatLiesBesideTheDatabaseIsAFile()
    {
        QFETCH(QString, ending);
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path beside = m_file.string() + ending.toStdString();
        const fs::path thing = m_workspace / "thing";
        write(thing, "of the user's");
        fs::remove(beside); // a closed workspace has an empty log
        fs::create_symlink(thing, beside);
        QVERIFY2(refusal(m_workspace).contains("not a file"), qPrintable(refusal(m_workspace)));
        QCOMPARE(support::contentOf(thing), std::string("of the user's"));
        fs::remove(beside);
        QCOMPARE(::mkfifo(beside.c_str(), 0400), 0);
        QVERIFY(refusal(m_workspace).contains("not a file")); // and is not waited on
    }

    /// Its pages take the place of the database's, whose first bytes were looked at.
    void aLogThatMakesAnotherDatabaseIsRefused()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path other = m_workspace / "other";
        fs::create_directory(other);
        {
            SQLite::Database database(m_file.string(), SQLite::OPEN_READWRITE);
            database.exec("PRAGMA application_id = 1; CREATE TABLE stranger (a)");
            for (const char* name : {"workspace.sqlite", "workspace.sqlite-wal"})
                fs::copy_file(m_workspace / name, other / name); // as they are while it is open
        }
        QVERIFY2(refusal(other).contains("another program"), qPrintable(refusal(other)));
    }

    void damagedBlobsAreErrorsNotCrashes_data()
    {
        QTest::addColumn<QString>("sql");
        QTest::newRow("series cut") << "UPDATE series_blocks SET data = substr(data, 1, 9)";
        QTest::newRow("series empty") << "UPDATE series_blocks SET data = x''";
        QTest::newRow("series points") << "UPDATE series_blocks SET points = 2147483647";
        QTest::newRow("series points below 0") << "UPDATE series_blocks SET points = -1";
        // a zstd frame that promises 4 GiB
        QTest::newRow("series bomb") << "UPDATE series_blocks SET data = x'28B52FFDE0000000000100000000'";
        QTest::newRow("routing random") << "UPDATE routing_blocks SET data = randomblob(500)";
        QTest::newRow("routing from a series") << "UPDATE routing_blocks SET data = (SELECT data FROM series_blocks)";
        QTest::newRow("routing steps") << "UPDATE routing_blocks SET steps = randomblob(80)";
        QTest::newRow("routing evaluation random") << "UPDATE routing_evaluations SET data = randomblob(90)";
        QTest::newRow("routing evaluation from a series")
            << "UPDATE routing_evaluations SET data = (SELECT data FROM series_blocks)";
        QTest::newRow("routing evaluation cut") << "UPDATE routing_evaluations SET data = substr(data, 1, 40)";
    }

    void damagedBlobsAreErrorsNotCrashes()
    {
        QFETCH(QString, sql);
        const auto id = RunRepository(m_workspace).create("a", "", "{}");
        {
            RunRecorder recorder(m_workspace, id);
            recorder.handle(support::sampleStart());
            for (int step = 1; step < 9; ++step)
                recorder.handle(engine::StepDone{step, 0, 0, {{"loss", 1.0 / step}}});
            recorder.handle(support::RoutingSource(3, 4, 10).next(1));
            recorder.handle(support::sampleRoutingEvaluation(1));
        }
        SQLite::Database(m_file.string(), SQLite::OPEN_READWRITE).exec(sql.toStdString());
        const RunRepository repository(m_workspace);
        const auto readEverything = [&] {
            repository.series(id, "loss");
            repository.routingSteps(id);
            repository.routing(id, 1);
            repository.routingEvaluation(id, 1, "dev");
        };
        QVERIFY_THROWS_EXCEPTION(Error, readEverything());
    }

    /// Without them another process that closes the workspace deletes the write-ahead log that this one still writes.
    void aConnectionKeepsItsLocksWhenAnotherOfThisProcessCloses()
    {
        const RunRepository first(m_workspace);
        QVERIFY(first.runs().empty());
        QVERIFY(isLockedForOthers(m_file));
        RunRepository(m_workspace).runs();
        QVERIFY(isLockedForOthers(m_file));
    }

    void theWindowsThreadMayNotWaitForTheStore()
    {
        bool refused = false;
        std::thread window([&] {
            engine::markWindowThread();
            try {
                RunRepository repository(m_workspace);
            } catch (const std::logic_error&) {
                refused = true;
            }
        });
        window.join();
        QVERIFY(refused);
        QVERIFY(!fs::exists(m_file));
    }
};

MOLEX_TEST(tst_Database)
#include "tst_Database.moc"
