#include "storage/runs/DailyBackup.h"

#include <chrono>
#include <limits>
#include <memory>
#include <vector>

#include <SQLiteCpp/Database.h>

#include "storage/runs/RunRepository.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/schema/Backups.h"
#include "storage/schema/Database.h"
#include "storage/schema/Seal.h"
#include "tests/support/TemporaryFolder.h"
#include "tests/support/TestMain.h"

using namespace storage;
namespace fs = std::filesystem;

/// Backups that nobody asks for.
class tst_DailyBackup : public QObject {
    Q_OBJECT

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    fs::path m_workspace;
    fs::path m_file;

    /// As one that was made some days ago.
    fs::path backUpOn(const std::string& day, int daysAgo) const
    {
        const fs::path backup = dailyBackupName(m_file, day);
        backUpWorkspace(m_workspace, backup);
        fs::last_write_time(backup, fs::file_time_type::clock::now() - std::chrono::hours(24) * daysAgo);
        return backup;
    }

    /// As a disk that forgets: nobody has written.
    static void flipABit(const fs::path& file, std::size_t at)
    {
        const fs::file_time_type time = fs::last_write_time(file);
        std::string bytes = support::contentOf(file);
        bytes[at] = static_cast<char>(bytes[at] ^ 1);
        support::writeText(file, bytes);
        fs::last_write_time(file, time);
    }

private Q_SLOTS:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_workspace = support::folderOf(*m_folder);
        m_file = m_workspace / "workspace.sqlite";
    }

    void aWorkspaceWithRunsIsBackedUpOnceADay()
    {
        RunRepository repository(m_workspace);
        QVERIFY(backUpDaily(m_workspace).file.empty()); // there is nothing to lose
        repository.create("a", "", "{}");
        const DailyBackup made = backUpDaily(m_workspace);
        QVERIFY(made.whyNot.empty());
        QCOMPARE(Database::ofFile(made.file).connection().execAndGet("SELECT name FROM runs").getString(),
                 std::string("a"));
        repository.create("b", "", "{}");
        const DailyBackup again = backUpDaily(m_workspace);
        QVERIFY(again.file.empty() && again.whyNot.empty());
        QCOMPARE(dailyBackupsBeside(m_file).size(), std::size_t(1));
        QVERIFY(restoreAdvice(m_file).find(made.file.string()) != std::string::npos);
    }

    void whatHasNotChangedIsNotCopiedAgain()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path earlier = backUpOn("2026-01-01", 0);
        QVERIFY(backUpDaily(m_workspace).file.empty());
        fs::last_write_time(earlier, fs::file_time_type::clock::now() - std::chrono::hours(24));
        QVERIFY(!backUpDaily(m_workspace).file.empty());
    }

    void theNewestThreeAreKeptAndNobodyElses()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path oldest = backUpOn("2026-01-01", 9);
        const fs::path older = backUpOn("2026-01-02", 8);
        const fs::path old = backUpOn("2026-01-03", 7);
        const fs::path own = m_file.string() + ".daily-mine.backup";
        backUpWorkspace(m_workspace, own);
        const fs::path made = backUpDaily(m_workspace).file;
        QVERIFY(!fs::exists(oldest));
        QVERIFY(fs::exists(older) && fs::exists(old) && fs::exists(made) && fs::exists(own));
    }

    void aClockThatIsSetBackCostsNoBackup()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        std::vector<fs::path> later;
        for (const char* day : {"2099-01-01", "2099-01-02", "2099-01-03"})
            later.push_back(backUpOn(day, -9));
        const fs::path made = backUpDaily(m_workspace).file;
        QVERIFY(!made.empty() && fs::exists(made));
        QVERIFY(!fs::exists(later[0]) && fs::exists(later[1]) && fs::exists(later[2]));
    }

    void whatIsDamagedIsNotBackedUp()
    {
        RunRepository(m_workspace).create("a name to be found", "", "{}");
        flipABit(m_file, support::contentOf(m_file).find("to be found"));
        for (int day = 1; day <= 2; ++day) {
            const DailyBackup none = backUpDaily(m_workspace);
            QVERIFY(none.file.empty());
            QVERIFY2(none.whyNot.find("not what was stored") != std::string::npos, none.whyNot.c_str());
            RunRepository(m_workspace).create("b", "", "{}"); // does not hide it
        }
        QVERIFY(dailyBackupsBeside(m_file).empty());
    }

    void theLastGoodOneStays()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const fs::path good = backUpOn("2026-01-01", 9);
        std::vector<fs::path> bad;
        for (const int day : {2, 3, 4, 5}) {
            bad.push_back(backUpOn("2026-01-0" + std::to_string(day), 9 - day));
            flipABit(bad.back(), 5000);
        }
        tidyDailyBackups(m_file, bad.back());
        QVERIFY(fs::exists(good) && fs::exists(sealOf(good)));
        QVERIFY(!fs::exists(bad[0]) && !fs::exists(sealOf(bad[0])));
        QVERIFY(fs::exists(bad[1]) && fs::exists(bad[2]) && fs::exists(bad[3]));
    }

    void whatIsTooLargeOrHasNoRoomIsSaid()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const DailyBackup large = backUpDaily(m_workspace, {}, {.largest = 1, .spare = 0});
        QVERIFY(large.file.empty());
        QVERIFY2(large.whyNot.find("Its database has") != std::string::npos, large.whyNot.c_str());
        constexpr auto most = std::numeric_limits<std::uintmax_t>::max();
        const DailyBackup full = backUpDaily(m_workspace, {}, {.largest = most, .spare = most});
        QVERIFY(full.file.empty());
        QVERIFY2(full.whyNot.find("too little room") != std::string::npos, full.whyNot.c_str());
        QVERIFY(dailyBackupsBeside(m_file).empty());
    }

    void whatIsNotWantedAnyMoreLeavesNothing()
    {
        RunRepository(m_workspace).create("a", "", "{}");
        const auto backUp = [&] { backUpDaily(m_workspace, [] { return false; }); };
        QVERIFY_THROWS_EXCEPTION(engine::CalledOff, backUp());
        QVERIFY(dailyBackupsBeside(m_file).empty());
    }
};

MOLEX_TEST(tst_DailyBackup)
#include "tst_DailyBackup.moc"
