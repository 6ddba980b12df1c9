#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/Wanted.h"
#include "storage/runs/Error.h"
#include "storage/runs/RunMarks.h"
#include "storage/runs/RunRecord.h"

namespace storage {

class RunOverview;
class RunStates;

/// Reads and edits the runs of one workspace over one connection. Belongs to one thread, never the window's. Every
/// member throws storage::Error.
class RunRepository {
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Opens FOLDER/workspace.sqlite; ReadWrite makes folder and file when missing and migrates an older schema after
    /// a backup. A file that is not ours is refused with a sentence, one of a newer schema only for writing
    /// (NewerWorkspaceError).
    explicit RunRepository(const std::filesystem::path& workspace, Access access = Access::ReadWrite);
    ~RunRepository();

    /// How long each change waits from now on while another program writes, in place of five seconds; no longer than
    /// it is wanted. Then LockedError.
    void setPatience(std::chrono::milliseconds longest, engine::Wanted isWanted = {});

    const std::filesystem::path& workspace() const;
    /// WORKSPACE/runs/ID: checkpoints and other files of a run.
    std::filesystem::path runFolder(std::int64_t id) const;

    /// A new run in state Queued at the queue's end. A name in use gets "-2", "-3", ….
    std::int64_t create(const std::string& name, const std::string& group, const std::string& configJson);
    /// All of them, in this order, or none.
    std::vector<std::int64_t> create(const std::vector<NewRun>& runs);
    /// A run that was removed from the queue before it began, under its old number, at the queue's end.
    void restore(const RunRecord& record);
    /// Places a queued run before another one; at the end where `next` is 0, in front where `next` does not wait any more.
    void moveInQueue(std::int64_t id, std::int64_t next);
    void setState(std::int64_t id, RunState state, const std::string& reason = {});
    void rename(std::int64_t id, const std::string& name);
    /// Those of another run give way where these make this the baseline.
    void setMarks(std::int64_t id, const RunMarks& marks);
    RunMarks marks(std::int64_t id) const;
    /// Removes the run and everything recorded; its folder is the caller's. Refused while it runs.
    void remove(std::int64_t id);

    std::vector<RunRecord> runs() const; ///< newest first
    std::optional<RunRecord> run(std::int64_t id) const;
    /// A number, a name (the newest with it), or "last".
    std::optional<RunRecord> find(const std::string& reference) const;
    std::vector<RunRecord> queue() const; ///< state Queued, in order
    std::vector<RunRecord> interrupted() const; ///< state Interrupted, the first to end first; none that was imported
    /// Brings the table of all runs up to date, with these keys of StepMetric; returns whether it was not.
    bool update(RunOverview& overview, const std::vector<std::string>& stepMetrics = {}) const;
    bool update(RunStates& states) const; ///< the same of the states alone, where another connection has written

    std::vector<std::string> seriesKeys(std::int64_t id) const;
    SeriesPoints series(std::int64_t id, const std::string& key) const; ///< empty when there is none
    std::vector<engine::Evaluated> evaluations(std::int64_t id) const;
    std::vector<std::int64_t> routingSteps(std::int64_t id) const;
    std::optional<engine::RoutingSnapshot> routing(std::int64_t id, std::int64_t step) const;
    std::vector<engine::RoutingSnapshot> allRouting(std::int64_t id) const;
    /// Step and split of what is recorded of the routing at evaluations, in order.
    std::vector<std::pair<std::int64_t, std::string>> routingEvaluationKeys(std::int64_t id) const;
    std::optional<engine::RoutingEvaluated> routingEvaluation(std::int64_t id, std::int64_t step,
                                                              const std::string& split) const;
    /// Step and split of what is recorded of every row at evaluations, in order.
    std::vector<std::pair<std::int64_t, std::string>> rowEvaluationKeys(std::int64_t id) const;
    std::optional<engine::RowsEvaluated> rowEvaluation(std::int64_t id, std::int64_t step,
                                                       const std::string& split) const;
    std::vector<LogEntry> log(std::int64_t id) const;
    std::vector<CheckpointRecord> checkpoints(std::int64_t id) const; ///< oldest first
    /// Forgets one; its folder is the caller's.
    void removeCheckpoint(std::int64_t id, const std::string& path);

    /// Forgets everything recorded after `step`, before a resumed run goes on from there.
    void truncateAfter(std::int64_t id, std::int64_t step);
    /// Marks runs in state Running or Paused whose process is gone as Interrupted; returns how many. Ends imports whose
    /// process is gone, and removes what is left of its copies of the database.
    int markInterrupted();
    /// Asks the process that runs `id` to stop; its recorder sees the request.
    void requestStop(std::int64_t id);

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace storage
