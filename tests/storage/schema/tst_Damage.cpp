#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <vector>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "engine/run/JsonText.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/runs/WorkspaceRestore.h"
#include "storage/schema/Backups.h"
#include "storage/schema/Seal.h"
#include "tests/storage/Refusal.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t databasePageBytes = 4096;

std::string withFlippedBit(std::string bytes, std::size_t at, unsigned bit)
{
    bytes[at] = static_cast<char>(bytes[at] ^ (1 << bit));
    return bytes;
}

/// Of a line of the log, where it is as good a letter as any.
std::string withFlippedLetter(const fs::path& file)
{
    const std::string bytes = support::contentOf(file);
    return withFlippedBit(bytes, bytes.find(std::string(200, 'x')), 0);
}

void overwriteFile(const fs::path& file, const std::string& bytes)
{
    std::ofstream(file, std::ios::binary) << bytes;
}

} // namespace

/// Flipped bits in a workspace's file.
class tst_Damage : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_workspace;
    fs::path m_file;
    std::int64_t m_run = 0;

    /// All that is said of the workspace; empty where nothing is found.
    QString foundDamage() const
    {
        QString text;
        try {
            for (const std::string& damage : damageOfWorkspace(m_workspace, false))
                text += QString::fromStdString(damage) + QLatin1Char('\n');
        } catch (const Error& error) {
            text = error.what();
        }
        return text;
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = support::folderOf(*m_folder);
        m_file = m_workspace / "workspace.sqlite";
        m_run = RunRepository(m_workspace).create("a", "", "{}");
        {
            RunRecorder recorder(m_workspace, m_run);
            recorder.handle(support::sampleStart());
            for (std::int64_t step = 1; step <= 100; ++step) {
                recorder.handle(support::sampleStep(step));
                recorder.handle(engine::LogLine{engine::LogLevel::Info, std::string(200, 'x')});
            }
            recorder.handle(support::sampleEvaluation(100, 0.5, true));
            recorder.handle(support::sampleEnd());
        }
        compactWorkspace(m_workspace); // what lies in a page that is not used is nobody's damage
    }

    void aFlippedBitAnywhereInAClosedWorkspaceIsReported()
    {
        QCOMPARE(foundDamage(), QString());
        const std::string whole = support::contentOf(m_file);
        std::mt19937 random(7);
        std::vector<std::size_t> places;
        for (std::size_t byte = 0; byte < 100; ++byte) // the file's header
            places.push_back(byte);
        for (std::size_t page = 0; page < whole.size() / databasePageBytes; ++page)
            for (int i = 0; i < 3; ++i)
                places.push_back(page * databasePageBytes + random() % databasePageBytes);
        for (const std::size_t at : places) {
            overwriteFile(m_file, withFlippedBit(whole, at, random() % 8));
            const QString found = foundDamage();
            QVERIFY2(found.contains("not what was stored"), qPrintable(QString::number(at) + ": " + found));
        }
        overwriteFile(m_file, whole);
        QCOMPARE(foundDamage(), QString()); // the same bytes are as good as before
    }

    void whatIsWrittenLaterDoesNotHideDamage()
    {
        overwriteFile(m_file, withFlippedLetter(m_file));
        for (const char* name : {"b", "c"}) {
            RunRepository(m_workspace).rename(m_run, name);
            QVERIFY2(foundDamage().contains("not what was stored"), name);
        }
        const fs::path backup = m_workspace / "workspace.sqlite.mine.backup";
        backUpWorkspace(m_workspace, backup);
        QVERIFY(!fs::exists(sealOf(backup))); // nobody shall take it for a good one
        QVERIFY(!restoreWorkspace(backup, m_workspace).empty());
        QCOMPARE(foundDamage(), QString()); // who restores it wants it as it is
    }

    /// SQLite's count of changes does not tell: with a write-ahead log it stays where no page is added or freed.
    void whatAnotherProgramHasWrittenIsNoDamage()
    {
        const std::string before = support::contentOf(m_file);
        SQLite::Database(m_file.string(), SQLite::OPEN_READWRITE).exec("UPDATE runs SET name = 'b'");
        const std::string after = support::contentOf(m_file);
        QVERIFY(after != before);
        QCOMPARE(after.size(), before.size());
        QCOMPARE(after.substr(24, 4), before.substr(24, 4));
        QCOMPARE(foundDamage(), QString());
        QCOMPARE(foundDamage(), QString()); // now with an empty log, which the first look has left
    }

    void nothingIsSaidOfWhatIsBeingWritten()
    {
        RunRepository repository(m_workspace);
        repository.rename(m_run, "b");
        QCOMPARE(foundDamage(), QString());
        RunRepository(m_workspace).rename(m_run, "c"); // not the last one to close
        QCOMPARE(foundDamage(), QString());
    }

    void aKilledProcessLeavesNoDamage()
    {
        const pid_t child = ::fork();
        if (child == 0) {
            RunRepository repository(m_workspace);
            repository.rename(m_run, "b");
            std::raise(SIGKILL);
            ::_exit(1);
        }
        int status = 0;
        QCOMPARE(::waitpid(child, &status, 0), child);
        QVERIFY(WIFSIGNALED(status));
        QCOMPARE(foundDamage(), QString());
        QCOMPARE(RunRepository(m_workspace).run(m_run)->name, std::string("b"));
        QCOMPARE(foundDamage(), QString());
        overwriteFile(m_file, withFlippedLetter(m_file)); // it is sealed again
        QVERIFY(foundDamage().contains("not what was stored"));
    }

    /// What 1e300 is as a whole number is not defined; and such a seal must not pass for a good one.
    void aSealWithANumberBeyondAnyIntegerIsNone()
    {
        QVERIFY(checkSeal(m_file) == SealState::Holds);
        const engine::Json whole = engine::Json::parse(support::contentOf(sealOf(m_file)));
        for (const char* place : {"/node", "/bytes", "/written_at", "/log", "/counters/0", "/counters/1"}) {
            engine::Json seal = whole;
            seal[engine::Json::json_pointer(place)] = 1e300;
            overwriteFile(sealOf(m_file), seal.dump());
            QVERIFY2(checkSeal(m_file) == SealState::Unknown, place);
            QVERIFY2(!isDamagedAtRest(m_file), place);
        }
    }

    void aSealIsItsUsers()
    {
        const mode_t before = ::umask(077);
        RunRepository(m_workspace / "other").create("a", "", "{}");
        ::umask(before);
        for (const char* ending : {"", ".seal", "-wal"})
            QCOMPARE(int(fs::status(m_workspace / "other" / ("workspace.sqlite" + std::string(ending))).permissions()),
                     0600);
    }

    void aBackupWithAFlippedBitIsNeitherOfferedNorRestored()
    {
        const fs::path older = m_workspace / "workspace.sqlite.older.backup";
        const fs::path newer = m_workspace / "workspace.sqlite.newer.backup";
        backUpWorkspace(m_workspace, older);
        backUpWorkspace(m_workspace, newer);
        overwriteFile(newer, withFlippedLetter(newer));
        fs::last_write_time(newer, fs::last_write_time(older) + std::chrono::seconds(5));
        QVERIFY(restoreAdvice(m_file).find("last good backup is " + older.string()) != std::string::npos);
        const QString reason = support::whyRefused([&] { restoreWorkspace(newer, m_workspace); });
        QVERIFY2(reason.contains("not what was backed up"), qPrintable(reason));
        fs::remove(sealOf(older));
        QVERIFY(restoreAdvice(m_file).find("newest backup is " + older.string()) != std::string::npos);
        fs::remove(sealOf(newer)); // then nothing is known of either
        QVERIFY(restoreAdvice(m_file).find("newest backup is " + newer.string()) != std::string::npos);
        QVERIFY(!restoreWorkspace(newer, m_workspace).empty());
    }

    void aFlippedBitAtTheHeadOfAnyPageIsFound()
    {
        QCOMPARE(foundDamage(), QString());
        fs::remove(sealOf(m_file)); // by SQLite itself
        const std::string whole = support::contentOf(m_file);
        QVERIFY(whole.size() > 8 * databasePageBytes);
        for (std::size_t page = 1; page < whole.size() / databasePageBytes; ++page) {
            std::string flipped = whole;
            flipped[page * databasePageBytes] ^= 0x40;
            overwriteFile(m_file, flipped);
            QVERIFY2(foundDamage().contains("damaged"), qPrintable(QString::number(page) + foundDamage()));
        }
        overwriteFile(m_file, whole);
        QCOMPARE(foundDamage(), QString());
    }

    void noFlippedBitInABlockIsReadAsAnotherValue()
    {
        const RunRepository reader(m_workspace, RunRepository::Access::ReadOnly);
        const SeriesPoints sound = reader.series(m_run, "loss");
        SQLite::Database other(m_file.string(), SQLite::OPEN_READWRITE);
        const std::string where = " FROM series_blocks WHERE series = (SELECT id FROM series WHERE key = 'loss')";
        const std::string block = other.execAndGet("SELECT data" + where).getString();
        int refused = 0;
        for (std::size_t i = 0; i < block.size(); ++i) {
            std::string flipped = block;
            flipped[i] ^= 1;
            SQLite::Statement update(other,
                                     "UPDATE series_blocks SET data = ? "
                                     "WHERE series = (SELECT id FROM series WHERE key = 'loss')");
            update.bind(1, static_cast<const void*>(flipped.data()), static_cast<int>(flipped.size()));
            update.exec();
            try {
                const SeriesPoints read = reader.series(m_run, "loss");
                QCOMPARE(read.values, sound.values); // a bit that means nothing
                QCOMPARE(read.steps, sound.steps);
                QCOMPARE(read.seconds, sound.seconds);
            } catch (const DamagedError&) {
                ++refused;
            }
        }
        QVERIFY2(refused > int(block.size()) - 10, qPrintable(QString::number(refused)));
    }

    void theSentenceNamesTheNewestGoodBackupWhichBringsItBack()
    {
        const fs::path backup = m_workspace / "workspace.sqlite.mine.backup";
        const fs::path worse = m_workspace / "workspace.sqlite.later.backup";
        backUpWorkspace(m_workspace, backup);
        overwriteFile(worse, "no database at all");
        fs::last_write_time(worse, fs::last_write_time(backup) + std::chrono::seconds(5));
        std::string damaged = support::contentOf(m_file);
        damaged[100] ^= 0x40; // the first page's kind
        overwriteFile(m_file, damaged);
        QString reason;
        try {
            RunRepository(m_workspace).runs();
        } catch (const DamagedError& error) {
            reason = error.what();
        }
        QVERIFY2(reason.contains("is damaged"), qPrintable(reason));
        QVERIFY2(reason.contains(QString::fromStdString(backup.string())), qPrintable(reason));
        QVERIFY2(reason.contains("molex restore"), qPrintable(reason));

        const fs::path kept = restoreWorkspace(backup, m_workspace);
        QCOMPARE(support::contentOf(kept), damaged);
        QCOMPARE(RunRepository(m_workspace).run(m_run)->name, std::string("a"));
        QCOMPARE(foundDamage(), QString());
    }
};

MOLEX_TEST(tst_Damage)
#include "tst_Damage.moc"
