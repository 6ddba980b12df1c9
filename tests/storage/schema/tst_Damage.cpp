#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include "storage/runs/Error.h"
#include "storage/runs/RunRecorder.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/runs/WorkspaceRestore.h"
#include "tests/storage/SampleEvents.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t databasePageBytes = 4096;

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

    void aFlippedBitAtTheHeadOfAnyPageIsFound()
    {
        QCOMPARE(foundDamage(), QString());
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
