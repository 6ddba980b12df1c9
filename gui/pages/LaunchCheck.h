#pragma once

#include <filesystem>
#include <functional>

#include "engine/training/CostEstimate.h"

namespace gui {

/// What a run would cost; reads files, so it is called on a worker.
using CostEstimator = std::function<engine::CostResult(const engine::RunConfig&)>;

/// What a run would cost, and whether this machine has the disk and the memory for it: what it lacks is among the
/// issues.
struct LaunchCheck
{
    engine::CostResult result;
    std::int64_t bytesFree = -1; ///< on the workspace's disk; below 0 when unknown
};

/// Reads files; not for the window's thread.
LaunchCheck checkLaunch(const CostEstimator& estimate, const engine::RunConfig& config,
                        const std::filesystem::path& workspace);

} // namespace gui
