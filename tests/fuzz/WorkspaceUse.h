#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "storage/export/ExportCsv.h"
#include "storage/export/ExportHtml.h"
#include "storage/export/ExportJsonLines.h"
#include "storage/runs/RoutingShares.h"
#include "storage/runs/RunFilter.h"
#include "storage/runs/RunOverview.h"
#include "storage/runs/RunRepository.h"

/// Everything that is done with a stranger's workspace.
namespace fuzz {

inline void readStoredRun(const storage::RunRepository& repository, std::int64_t run)
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

inline void readStoredRuns(const std::filesystem::path& workspace, const std::filesystem::path& exports)
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

inline void editStoredRuns(const std::filesystem::path& workspace)
{
    storage::RunRepository repository(workspace);
    repository.markInterrupted();
    for (const storage::RunRecord& record : repository.runs()) {
        repository.truncateAfter(record.id, 10);
        repository.remove(record.id);
    }
}

} // namespace fuzz
