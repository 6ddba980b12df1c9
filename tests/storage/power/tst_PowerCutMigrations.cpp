#include <optional>

#include "storage/runs/RunRepository.h"
#include "storage/schema/Migrator.h"
#include "tests/storage/OldWorkspaces.h"
#include "tests/storage/power/PowerCutVfs.h"
#include "tests/storage/power/PowerCuts.h"
#include "tests/support/LimitedFileSystem.h"
#include "tests/support/TestMain.h"

#include <QTemporaryDir>

using support::contentByTable;
using support::DiskImage;
using support::DiskLog;
using support::LimitedFileSystem;
using support::PowerCutVfs;
namespace fs = std::filesystem;

namespace {

constexpr int cutsOfMigrations = 20;

/// A file system on top of the one that is there.
void limitIf(std::optional<LimitedFileSystem>& limited, bool isLimited)
{
    if (isLimited)
        limited.emplace(LimitedFileSystem::Lacks::SharedMemory);
}

} // namespace

/// The power goes while a workspace is brought to the present schema.
class tst_PowerCutMigrations : public QObject {
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    int m_number = 0;

private Q_SLOTS:
    void aMigrationThatIsCutOffIsMadeAgainAndItsBackupIsWhole_data()
    {
        QTest::addColumn<int>("version");
        QTest::addColumn<bool>("sharesMemory");
        for (int version = 1; version < storage::Migrator().newestVersion(); ++version) {
            QTest::addRow("schema %d, write-ahead log", version) << version << true;
            QTest::addRow("schema %d, rollback journal", version) << version << false;
        }
    }

    void aMigrationThatIsCutOffIsMadeAgainAndItsBackupIsWhole()
    {
        QFETCH(int, version);
        QFETCH(bool, sharesMemory);
        const fs::path root = fs::canonical(m_folder.path().toStdString()) / std::to_string(++m_number);
        const fs::path workspace = root / "workspace";
        {
            std::optional<LimitedFileSystem> limited;
            limitIf(limited, !sharesMemory);
            support::makeWorkspace(workspace, version);
        }
        const auto before = contentByTable(workspace / "workspace.sqlite");
        DiskLog log;
        {
            support::FileCalls calls;
            const PowerCutVfs disk(log, root, calls);
            std::optional<LimitedFileSystem> limited;
            limitIf(limited, !sharesMemory);
            log.begin();
            const storage::RunRepository repository(workspace);
            QCOMPARE(fs::exists(workspace / "workspace.sqlite-wal"), sharesMemory);
        }
        const auto problemOf = [&](const fs::path& cut, const DiskImage&) -> std::string {
            const fs::path file = cut / "workspace" / "workspace.sqlite";
            {
                const storage::RunRepository repository(file.parent_path());
            }
            if (const std::string integrity = support::integrityOf(file); integrity != "ok")
                return integrity;
            const auto after = contentByTable(file);
            for (const auto& [table, rows] : before)
                if (!after.at(table).starts_with(rows)) // summaries that lacked are behind the others
                    return "the rows of " + table + " are others";
            const fs::path backup = file.string() + ".v" + std::to_string(version) + ".backup";
            if (!fs::exists(backup))
                return "there is no backup";
            if (const std::string integrity = support::integrityOf(backup); integrity != "ok")
                return "the backup: " + integrity;
            return contentByTable(backup) == before ? "" : "the backup is not what was there before";
        };
        const std::string problem =
            support::problemAfterCuts(log, root.string() + "-cut", cutsOfMigrations, problemOf);
        QVERIFY2(problem.empty(), problem.c_str());
    }
};

MOLEX_TEST(tst_PowerCutMigrations)
#include "tst_PowerCutMigrations.moc"
