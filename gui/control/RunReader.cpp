#include "gui/control/RunReader.h"

namespace gui {

namespace {

/// What cannot be read stays empty, and the run is marked; the rest of it is shown.
template <class Read>
void readPart(SavedRun& saved, const std::string& part, Read read)
{
    try {
        read();
    } catch (const storage::Error& error) {
        storage::markDamaged(saved.record, "Its " + part + " cannot be read. " + error.what());
    }
}

} // namespace

std::optional<RunHistory> readHistory(const storage::RunRepository& repository, std::int64_t run)
{
    SavedRun saved;
    auto record = repository.run(run);
    if (!record)
        return std::nullopt;
    saved.record = std::move(*record);
    for (const std::string& key : repository.seriesKeys(run))
        readPart(saved, "series " + key, [&] { saved.series.push_back(repository.series(run, key)); });
    saved.evaluations = repository.evaluations(run);
    readPart(saved, "routing", [&] { saved.routing = repository.allRouting(run); });
    for (const auto& [step, split] : repository.routingEvaluationKeys(run))
        readPart(saved, "routing at step " + std::to_string(step), [&] {
            if (auto evaluated = repository.routingEvaluation(run, step, split))
                saved.routingEvaluations.push_back(std::move(*evaluated));
        });
    saved.log = repository.log(run);
    saved.checkpoints = repository.checkpoints(run);
    return makeHistory(saved);
}

} // namespace gui
