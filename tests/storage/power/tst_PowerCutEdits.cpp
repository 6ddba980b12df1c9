#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "engine/run/DiskSync.h"
#include "engine/run/Presets.h"
#include "storage/exchange/ExportBundle.h"
#include "storage/exchange/ImportBundle.h"
#include "storage/runs/RemoveFolder.h"
#include "storage/runs/WorkspaceCare.h"
#include "storage/runs/WorkspaceRestore.h"
#include "tests/storage/RecordedRun.h"
#include "tests/storage/power/PowerCutVfs.h"
#include "tests/storage/power/PowerCuts.h"
#include "tests/support/TestMain.h"

using namespace storage;
using support::DiskImage;
using support::DiskLog;
using support::PowerCutVfs;
namespace fs = std::filesystem;

namespace {

constexpr int cutsOfEdits = 25;
constexpr int recordedSteps = 60;

/// Rows and files of a workspace as text, without unfinished files and the files of runs that the store does not know:
/// those take room and are nobody's, since no later run gets their number.
std::vector<std::string> workspaceState(const fs::path& workspace)
{
    std::vector<std::string> state;
    for (const auto& [table, rows] : support::allRows(workspace, {}))
        for (const std::string& row : rows)
            state.push_back(table + " " + row);
    std::set<std::string> known;
    for (const RunRecord& run : RunRepository(workspace, RunRepository::Access::ReadOnly).runs())
        known.insert(std::to_string(run.id));
    for (const std::string& file : support::allFiles(workspace)) {
        const fs::path place(file.substr(0, file.find(": ")));
        const bool isOfARun = *place.begin() == "runs" && std::distance(place.begin(), place.end()) > 2;
        if (!file.ends_with("/") && place.extension() != ".partial"
            && (!isOfARun || known.contains(std::next(place.begin())->string())))
            state.push_back(file);
    }
    return state;
}

/// Imports of this process become those of one that went with the power.
void giveUpImports(const fs::path& workspace)
{
    std::error_code error; // mostly: there are none
    std::vector<fs::path> folders;
    for (fs::directory_iterator entry(workspace / "imports", error), end; !error && entry != end;
         entry.increment(error))
        folders.push_back(entry->path());
    for (const fs::path& folder : folders)
        fs::rename(folder, folder.parent_path() / "1~another-boot:1~0");
}

RunMarks archivedMarks(bool isArchived)
{
    RunMarks marks;
    marks.isArchived = isArchived;
    return marks;
}

} // namespace

/// The power goes while runs are deleted and brought back, imported, archived, and while the store as a whole is
/// compacted or replaced: what was there before is there whole, or what was to come is; once an edit has returned, the
/// latter.
class tst_PowerCutEdits : public QObject {
    Q_OBJECT

private:
    using Edits = std::vector<std::function<void()>>;
    /// What else is wrong where so many edits are there; empty for nothing.
    using Wrong = std::function<std::string(const fs::path& root, std::size_t edits)>;

    QTemporaryDir m_folder;
    fs::path m_root; ///< of the disk that is watched
    fs::path m_workspace;
    int m_number = 0;

    fs::path beside(const std::string& name) const { return fs::path(m_root.string() + name); }

    void cutPower(const Edits& edits, const Wrong& isWrong = {})
    {
        DiskLog log;
        std::vector<std::vector<std::string>> states;
        {
            support::FileCalls calls;
            const PowerCutVfs disk(log, m_root, calls);
            states.push_back(workspaceState(m_workspace));
            log.promise(0);
            log.begin();
            for (const auto& edit : edits) {
                edit();
                log.promise(static_cast<std::int64_t>(states.size()));
                states.push_back(workspaceState(m_workspace));
            }
        }
        const auto problemOf = [&](const fs::path& root, const DiskImage& image) -> std::string {
            giveUpImports(root / "workspace");
            RunRepository repository(root / "workspace");
            repository.markInterrupted();
            if (const std::string integrity = support::integrityOf(root / "workspace" / "workspace.sqlite");
                integrity != "ok")
                return integrity;
            const std::vector<std::string> state = workspaceState(root / "workspace");
            const auto first = static_cast<std::size_t>(image.promised);
            for (std::size_t i = first; i < std::min(first + 2, states.size()); ++i)
                if (state == states[i])
                    return isWrong ? isWrong(root, i) : std::string();
            return "after " + std::to_string(first) + " edits neither the old nor the new state is there";
        };
        const std::string problem = support::problemAfterCuts(log, beside("-cut"), cutsOfEdits, problemOf);
        QVERIFY2(problem.empty(), problem.c_str());
    }

    void removeRun(std::int64_t id)
    {
        RunRepository repository(m_workspace);
        repository.remove(id);
        QVERIFY(removeFolder(m_workspace, repository.runFolder(id)));
    }

private Q_SLOTS:
    void init()
    {
        m_root = fs::canonical(m_folder.path().toStdString()) / std::to_string(++m_number);
        m_workspace = m_root / "workspace";
        support::recordRun(m_workspace, "first", recordedSteps);
        support::recordRun(m_workspace, "second", recordedSteps);
    }

    void whatIsRenamedWithoutASyncIsLost_data()
    {
        QTest::addColumn<bool>("isSynced");
        QTest::newRow("renamed alone") << false;
        QTest::newRow("synced, renamed, its folder synced") << true;
    }

    /// The imagined disk forgets files that SQLite has nothing to do with, too.
    void whatIsRenamedWithoutASyncIsLost()
    {
        QFETCH(bool, isSynced);
        const fs::path fresh = m_root / "number.partial";
        DiskLog log;
        {
            support::FileCalls calls;
            const PowerCutVfs disk(log, m_root, calls);
            log.begin();
            for (int number = 1; number <= 20; ++number) {
                std::ofstream(fresh) << number;
                if (isSynced)
                    QVERIFY(!engine::moveIntoPlace(fresh, m_root / "number"));
                else
                    QCOMPARE(std::rename(fresh.c_str(), (m_root / "number").c_str()), 0);
                log.promise(number);
            }
        }
        int losses = 0;
        const auto count = [&](const fs::path&, const DiskImage& image) -> std::string {
            const auto found = image.files.find("number");
            const int number = found == image.files.end() ? 0 : std::atoi(found->second.c_str());
            losses += number < image.promised ? 1 : 0;
            return {};
        };
        const std::string problem = support::problemAfterCuts(log, beside("-cut"), cutsOfEdits, count);
        QVERIFY2(problem.empty(), problem.c_str());
        QCOMPARE(losses > 0, !isSynced);
    }

    void aDeletedRunIsWholeOrGone()
    {
        cutPower({[this] { removeRun(2); }, [this] { removeRun(1); }});
    }

    /// What waited leaves the queue at once, and undo puts it back under its number.
    void aDeletionIsTakenBackWholeOrNot()
    {
        RunRecord record;
        {
            RunRepository repository(m_workspace);
            record = *repository.run(repository.create("waits", "", "{}"));
        }
        cutPower({[&] { RunRepository(m_workspace).remove(record.id); },
                  [&] { RunRepository(m_workspace).restore(record); }});
    }

    void anImportedRunIsThereWithItsFilesOrNot()
    {
        const fs::path other = beside("-other");
        const std::int64_t run = support::recordRun(other, "third", recordedSteps);
        exportBundle(RunRepository(other), run, beside(".molex"));
        cutPower({[this] {
            const RunRepository repository(m_workspace);
            QVERIFY(importBundle(repository, beside(".molex")).isNew);
        }});
    }

    void aRestoreLeavesTheOldStoreOrTheNewOne()
    {
        backUpWorkspace(m_workspace, beside(".backup"));
        support::recordRun(m_workspace, "third", recordedSteps);
        cutPower({[this] { QVERIFY(!restoreWorkspace(beside(".backup"), m_workspace).empty()); }},
                 [](const fs::path& root, std::size_t edits) -> std::string {
                     const fs::path kept = root / "workspace" / "workspace.sqlite.replaced";
                     if (edits == 0)
                         return {};
                     SQLite::Database replaced(kept.string(), SQLite::OPEN_READWRITE);
                     const bool isWhole = replaced.execAndGet("SELECT count(*) FROM runs").getInt() == 3
                         && replaced.execAndGet("PRAGMA integrity_check").getString() == "ok";
                     return isWhole ? "" : "what was replaced is not kept";
                 });
    }

    void compactingLosesNothing()
    {
        removeRun(1);
        cutPower({[this] { compactWorkspace(m_workspace); }});
    }

    void archivingIsDoneOrNot()
    {
        cutPower({[this] { RunRepository(m_workspace).setMarks(1, archivedMarks(true)); },
                  [this] { RunRepository(m_workspace).setMarks(1, archivedMarks(false)); }});
    }

    void aPresetIsTheOldOneOrTheNewOne()
    {
        const auto save = [this](int rank) {
            engine::savePreset(engine::presetFolder(m_workspace), "mine", {{"method", {{"rank", rank}}}});
        };
        cutPower({[save] { save(4); }, [save] { save(8); }});
    }

    /// As `molex archive --out` does it.
    void aRunThatIsMovedOutIsHereOrInItsBundle()
    {
        cutPower({[this] {
                      exportBundle(RunRepository(m_workspace), 1, m_root / "first.molex");
                      verifyBundle(m_root / "first.molex");
                      removeRun(1);
                  }},
                 [](const fs::path& root, std::size_t edits) -> std::string {
                     if (edits > 0)
                         verifyBundle(root / "first.molex");
                     return {};
                 });
    }
};

MOLEX_TEST(tst_PowerCutEdits)
#include "tst_PowerCutEdits.moc"
