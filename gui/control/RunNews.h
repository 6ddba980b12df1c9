#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "gui/models/RunHistory.h"
#include "storage/runs/RunRepository.h"

namespace gui {

/// How far a run of another program has been read.
struct RunMark
{
    std::int64_t step = 0; ///< of the run
    /// The last of each: they are read one after the other while the program writes, so one may be behind another.
    std::map<std::string, std::int64_t> seriesSteps;
    std::int64_t routingStep = 0;
    std::int64_t routingEvaluationStep = 0;
    std::int64_t checkpointStep = 0;
    std::size_t evaluations = 0;
    std::size_t logLines = 0;
};

RunMark markOf(const RunHistory& history);

/// What the store has got since a mark.
struct RunNews
{
    storage::RunRecord record;
    std::vector<engine::RunEvent> events;
    std::vector<storage::LogEntry> log;
    /// The run has gone back to a checkpoint before the mark: it has to be read anew, and the rest is empty.
    bool isRewound = false;
};

/// Nothing when the run is not there any more. On the store's thread.
std::optional<RunNews> readNews(const storage::RunRepository& repository, std::int64_t run, const RunMark& mark);

} // namespace gui
