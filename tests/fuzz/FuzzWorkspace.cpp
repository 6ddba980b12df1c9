// workspace.sqlite: read in full as it is, exported, then opened for writing.
#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/runs/Error.h"
#include "storage/runs/RoutingShares.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRepository.h"
#include "tests/fuzz/Scratch.h"
#include "tests/fuzz/Targets.h"
#include "tests/storage/RecordedRun.h"

namespace {

void readStoredRun(const storage::RunRepository& repository, std::int64_t run)
{
    repository.evaluations(run);
    repository.log(run);
    repository.checkpoints(run);
    repository.marks(run);
    for (const std::string& key : repository.seriesKeys(run))
        repository.series(run, key);
    repository.allRouting(run);
    for (const std::int64_t step : repository.routingSteps(run))
        repository.routing(run, step);
    for (const auto& [step, split] : repository.routingEvaluationKeys(run)) {
        repository.routingEvaluation(run, step, split);
        storage::readRoutingShares(repository, run, step, split);
    }
    for (const auto& [step, split] : repository.rowEvaluationKeys(run))
        repository.rowEvaluation(run, step, split);
}

void readStoredRuns(const std::filesystem::path& workspace, const std::filesystem::path& exports)
{
    const storage::RunRepository repository(workspace, storage::RunRepository::Access::ReadOnly);
    storage::RunOverview overview;
    repository.update(overview, {"matthews@10"});
    storage::filterRuns(overview.table(), "state:finished matthews>0.1 group");
    repository.queue();
    repository.find("last");
    for (const storage::RunRecord& record : repository.runs()) {
        readStoredRun(repository, record.id);
        storage::exportJsonLines(repository, record.id, exports / "run.jsonl");
        storage::exportCsv(repository, record.id, exports / "csv");
        storage::exportHtml(repository, record.id, exports / "run.html");
    }
}

void editStoredRuns(const std::filesystem::path& workspace)
{
    storage::RunRepository repository(workspace);
    repository.markInterrupted();
    for (const storage::RunRecord& record : repository.runs()) {
        repository.truncateAfter(record.id, 10);
        repository.remove(record.id);
    }
}

bool acceptsWorkspace(std::span<const char> bytes)
{
    static const fuzz::Scratch scratch;
    const std::filesystem::path workspace = scratch / "workspace";
    std::filesystem::remove_all(workspace); // with what SQLite and a migration put beside the file
    std::filesystem::create_directories(workspace);
    std::filesystem::create_directories(scratch / "exports");
    fuzz::write(workspace / "workspace.sqlite", bytes);
    try {
        readStoredRuns(workspace, scratch / "exports");
        editStoredRuns(workspace);
        return true;
    } catch (const storage::Error&) {
        return false; // the only way to refuse
    }
}

std::vector<std::string> goodWorkspaces()
{
    const fuzz::Scratch scratch;
    const std::filesystem::path workspace = scratch / "workspace";
    support::recordRun(workspace, "caf\u00e9", 20);
    return {fuzz::contentOf(workspace / "workspace.sqlite")};
}

std::vector<std::vector<std::string>> workspacePieces()
{
    return {{"CREATE TRIGGER t AFTER INSERT ON runs BEGIN SELECT 1; END", "CREATE VIEW runs AS SELECT 1",
             "CREATE TABLE ", "REFERENCES ", "sqlite_"},
            {"queued", "running", "paused", "finished", "interrupted", "matthews", "dev", "tensorboard",
             "{\"name\":", "null", "\xFF", "../", "\"inf\"", std::string("\x28\xB5\x2F\xFD", 4)},
            {std::string("MoLX"), std::string(4096, '\0'), std::string(8, '\0'), std::string(9, '\xFF'), "\x0D", "\x05",
             "\x0A", "\x02", "SQLite format 3"}};
}

} // namespace

fuzz::Target fuzz::workspaceTarget()
{
    return {"workspace", acceptsWorkspace, goodWorkspaces, workspacePieces, 250};
}
