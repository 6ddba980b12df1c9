#pragma once

#include <optional>
#include <string>

#include "engine/run/RunConfig.h"
#include "engine/training/TrainingSession.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// A run that is ready to begin or to go on.
struct RunOrder
{
    std::int64_t id = 0;
    std::string name;
    engine::RunConfig config;
    engine::SessionFolders folders;
    std::int64_t firstStep = 0; ///< above 0 when it goes on from a checkpoint
};

/// Decides which run is next. The queue is the store's, so it survives a restart. Belongs to the repository's thread;
/// throws storage::Error.
class RunScheduler {
public:
    explicit RunScheduler(storage::RunRepository& repository);

    /// A new run at the queue's end; its paths are made absolute.
    std::int64_t add(const engine::RunConfig& config);
    /// Puts a run that is over back into the queue; it goes on from its newest complete checkpoint. Throws BadInput
    /// when its state does not allow that.
    void requeue(std::int64_t id);

    /// The first queued run that can begin. Runs whose configuration cannot be read are marked Failed with the
    /// reason and passed over, so that one of them does not hold up the rest.
    std::optional<RunOrder> next();
    /// This run, ready to go on from its newest complete checkpoint (none: from step 0); what was recorded after it
    /// is forgotten. Throws BadInput.
    RunOrder prepare(std::int64_t id);

    static bool canResume(storage::RunState state);

private:
    storage::RunRepository& m_repository;
};

} // namespace gui
