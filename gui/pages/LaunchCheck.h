#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include "engine/training/CostEstimate.h"

namespace gui {

/// What a run would cost; reads files, so it is called on a worker.
using CostEstimator = std::function<engine::CostResult(const engine::RunConfig&)>;

/// What is looked at before a start: one configuration and, of a sweep, the runs that it makes.
struct LaunchPlan
{
    engine::RunConfig config;
    std::vector<engine::RunConfig> runs; ///< one or more
};

/// What a run would cost, and whether this machine has the disk and the memory for all of them: what it lacks is among
/// the issues.
struct LaunchCheck
{
    engine::CostResult result;
    std::int64_t bytesFree = -1;  ///< on the workspace's disk; below 0 when unknown
    std::int64_t bytesNeeded = 0; ///< on disk, by all runs
    std::int64_t memoryBytes = 0; ///< of the machine
    std::int64_t memoryUsed = 0;
};

/// Reads files; not for the window's thread. Of a sweep it looks at the files for so many different runs.
constexpr std::size_t mostRunsLookedAt = 12;
LaunchCheck checkLaunch(const CostEstimator& estimate, const LaunchPlan& plan, const std::filesystem::path& workspace);

} // namespace gui
