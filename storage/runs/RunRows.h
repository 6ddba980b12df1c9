#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "storage/runs/RunRecord.h"

namespace SQLite {
class Database;
}

/// The rows of the table `runs` and what hangs directly on them; each function within the caller's transaction.
namespace storage {

double secondsSince1970();

/// Which runs, in which order; as SQL, with at most one bound value.
struct RunSelection
{
    const char* clause = "ORDER BY id DESC";
    std::optional<std::int64_t> number;
    std::optional<std::string> text;
};
std::vector<RunRecord> readRuns(SQLite::Database& database, const RunSelection& selection);

/// What runs that began have in common: JSON, the environment empty where it cannot be read.
struct BegunRuns
{
    std::string config;      ///< as it is stored, but without name, group and seed
    std::string environment; ///< pairs, as RunStarted has them
};
/// Of the runs with the kinds of task, method and routing of this configuration, each text once.
std::vector<BegunRuns> readRunsLike(SQLite::Database& database, const std::string& config);

/// Throws storage::Error naming the run when it does not exist.
RunState stateOf(SQLite::Database& database, std::int64_t run);

/// Running, owned by this process. Throws storage::Error while another living process runs it.
void claimRun(SQLite::Database& database, std::int64_t run);

/// Any state but Running; see RunRepository::setState.
void changeState(SQLite::Database& database, std::int64_t run, RunState state, const std::string& reason);

/// Throws storage::Error while a living process other than this one runs it.
void refuseForeign(SQLite::Database& database, std::int64_t run);

std::vector<engine::Evaluated> readEvaluations(SQLite::Database& database, std::int64_t run);
std::vector<LogEntry> readLog(SQLite::Database& database, std::int64_t run);
std::vector<CheckpointRecord> readCheckpoints(SQLite::Database& database, std::int64_t run);

} // namespace storage
