#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "engine/run/RunEvent.h"
#include "storage/runs/RunMarks.h"

namespace storage {

/// Queued and Running are the store's own; the others but Damaged are engine::RunStatus. A run found Running whose
/// process is gone is Interrupted. Two are never stored: Imported, a finished run whose curves another program recorded,
/// and Damaged, a part of what is stored cannot be read.
enum class RunState { Queued, Running, Paused, Finished, Stopped, Failed, Interrupted, Imported, Damaged };
const char* toText(RunState state);

enum class ImportKind { Bundle, TensorBoard };

/// Where a run came from that was not recorded in this workspace.
struct ImportRecord
{
    ImportKind kind = ImportKind::Bundle;
    std::string source; ///< the path that was given
    std::string hash;   ///< of what was read, 32 hexadecimal digits
    double time = 0;    ///< seconds since 1970
};

/// One row of the runs table: everything but series, routing, log.
struct RunRecord
{
    std::int64_t id = 0;
    std::string name;
    std::string group;
    RunState state = RunState::Queued;
    std::string configJson;
    double createdAt = 0; ///< seconds since 1970
    double startedAt = 0; ///< 0 before the start
    double endedAt = 0;   ///< 0 before the end
    std::string reason;   ///< why it failed or stopped, what it waits for, or what of it is damaged
    std::int64_t step = 0; ///< last stored step
    RunMarks marks;
    std::optional<engine::RunStarted> started;
    std::optional<engine::RunFinished> finished;
    std::optional<engine::BestResult> best;         ///< best so far
    std::vector<engine::Measurement> lastEvaluation; ///< of the first dev split
    std::vector<ImportRecord> imports;               ///< newest first; none where the run was recorded here
};

/// A run to be added: what it was asked for.
struct NewRun
{
    std::string name; ///< where in use, with "-2", "-3", …
    std::string group;
    std::string configJson;
};

/// The record is shown all the same; its reason says what is missing.
void markDamaged(RunRecord& record, const std::string& what);

struct SeriesPoints
{
    std::string key;
    std::vector<std::int64_t> steps;
    std::vector<double> values;
    std::vector<double> seconds; ///< training time since the run's start
};

struct LogEntry
{
    double time = 0; ///< seconds since 1970
    engine::LogLevel level = engine::LogLevel::Info;
    std::string text;
};

struct CheckpointRecord
{
    std::int64_t step = 0;
    std::string path;
    std::int64_t bytes = 0;
    bool best = false;
};

/// The best of those whose folder is there, otherwise the newest. Reads the disk.
std::optional<CheckpointRecord> checkpointToUse(std::vector<CheckpointRecord> checkpoints);

} // namespace storage
