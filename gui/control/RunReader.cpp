#include "gui/control/RunReader.h"

namespace gui {

std::optional<RunHistory> readHistory(const storage::RunRepository& repository, std::int64_t run)
{
    SavedRun saved;
    auto record = repository.run(run);
    if (!record)
        return std::nullopt;
    saved.record = std::move(*record);
    for (const std::string& key : repository.seriesKeys(run))
        saved.series.push_back(repository.series(run, key));
    saved.evaluations = repository.evaluations(run);
    saved.routing = repository.allRouting(run);
    saved.log = repository.log(run);
    saved.checkpoints = repository.checkpoints(run);
    return makeHistory(saved);
}

} // namespace gui
