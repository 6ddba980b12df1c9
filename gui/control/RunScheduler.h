#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/RunConfig.h"
#include "engine/run/Wanted.h"
#include "engine/training/TrainingSession.h"
#include "storage/runs/RunRepository.h"

namespace engine {
class FileLock;
}

namespace gui {

/// How long a run that could begin waits for another program that writes the workspace.
inline constexpr std::chrono::seconds trainingPatience(90);

/// A run that is ready to begin or to go on.
struct RunOrder
{
    std::int64_t id = 0;
    std::string name;
    engine::RunConfig config;
    engine::SessionFolders folders;
    std::int64_t firstStep = 0; ///< above 0 when it goes on from a checkpoint
    std::vector<std::string> warnings = {}; ///< for the run's log: damaged checkpoints that were passed over
    std::shared_ptr<const engine::FileLock> turn = {}; ///< keeps a worker for its device's runs out while this lives
};

/// Throws engine::BadInput where such a run can never begin here, engine::Error where it cannot now; CalledOff when
/// nobody wants to know.
using StartCheck = std::function<void(const engine::RunConfig&, const engine::Wanted&)>;

/// Told of a run that can never begin, as the store has it now. False: no run is wanted after one that failed.
using FailureNews = std::function<bool(const storage::RunRecord&)>;

/// A run that was taken out of the queue, with what it takes to put it back.
struct TakenRun
{
    storage::RunRecord record;
    bool isNew = false;    ///< nothing was recorded yet, so it is gone from the store
    std::int64_t next = 0; ///< the run that stood behind it; 0 for none
};

/// Decides which run is next. The queue is the store's, so it survives a restart. Belongs to the repository's thread;
/// throws storage::Error.
class RunScheduler {
public:
    explicit RunScheduler(storage::RunRepository& repository);

    /// From now on next() gives only runs whose configuration names this device; the caller holds its QueueLock.
    void setDevice(std::string device) { m_device = std::move(device); }
    std::int64_t waiting() const; ///< runs in the queue, those for other workers too

    /// A new run at the queue's end; its paths are made absolute. A start in another run's folder is copied to
    /// WORKSPACE/starts, so that the other run can be deleted.
    std::int64_t add(const engine::RunConfig& config);
    /// All of them in this order, or none.
    std::vector<std::int64_t> add(const std::vector<engine::RunConfig>& configs);
    /// Places a queued run before `next`, at the end where that is 0.
    void move(std::int64_t id, std::int64_t next);
    /// A run that never began is removed; one that was to go on is stopped again and keeps what it has recorded. Throws
    /// BadInput when it does not wait.
    TakenRun takeOut(std::int64_t id);
    void putBack(const TakenRun& taken);
    /// Removes a run with everything recorded, its folder, and kept starts that no other run needs. Returns false when
    /// files stay behind.
    bool remove(std::int64_t id);
    /// A new run at the queue's end that goes on from the newest sound checkpoint of `id` for `steps` more. A copy of
    /// that checkpoint is kept in WORKSPACE/starts, so that the other run can go on or be deleted. Throws BadInput.
    std::int64_t trainMore(std::int64_t id, std::int64_t steps);
    /// What a new run with this run's configuration goes on from, empty for nothing: the checkpoint that came with the
    /// run, otherwise what the configuration names. Absent where an import has left it behind, since a path of another
    /// machine is none of this one.
    std::optional<std::string> startFor(const storage::RunRecord& run, const engine::RunConfig& config) const;
    /// Puts a run that is over back into the queue; it goes on from its newest complete checkpoint. Throws BadInput
    /// when its state does not allow that.
    void requeue(std::int64_t id);
    /// Those that ended with the program or by a signal instead of by themselves; none that is archived.
    std::vector<storage::RunRecord> interrupted() const;
    /// Requeues them in front of all that waits.
    void requeueFirst(const std::vector<std::int64_t>& ids);

    /// The first queued run that can begin, and that is not the business of another worker, for its device alone. Runs
    /// whose configuration cannot be read, or that cannot go on, are marked Failed with the reason, told to `onFailure`
    /// and passed over, so that one of them does not hold up the rest. What `check` throws is passed on, and nothing
    /// has changed then.
    std::optional<RunOrder> next(const StartCheck& check = {}, const engine::Wanted& wanted = {},
                                 const FailureNews& onFailure = {});
    /// This run, ready to go on from its newest complete checkpoint (none: from step 0); what was recorded after it
    /// is forgotten. Damaged checkpoints, and those that are not complete, are set aside, and the one before is taken;
    /// where none of them is sound, nothing is forgotten. Throws BadInput.
    RunOrder prepare(std::int64_t id);

    static bool canResume(storage::RunState state);
    /// Over, whatever the end.
    static bool canTrainMore(storage::RunState state);

private:
    /// The copy of a start in a run's folder, made where there is none; any other start as it is.
    std::string keptStart(const std::filesystem::path& start) const;
    /// Absent where the run is another worker's, or was until now; empty where no lock is needed.
    std::optional<std::shared_ptr<const engine::FileLock>> turnOf(std::int64_t id, const std::string& device) const;

    storage::RunRepository& m_repository;
    std::string m_device; ///< empty: runs of every device
};

} // namespace gui
