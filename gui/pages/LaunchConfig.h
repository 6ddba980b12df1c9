#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>

#include "engine/training/CostEstimate.h"

/// What the Launch page knows of configurations beside their own description.
namespace gui {

/// What a run would cost; reads files, so it is called on a worker.
using CostEstimator = std::function<engine::CostResult(const engine::RunConfig&)>;

struct LaunchCheck
{
    engine::CostResult result;
    std::int64_t bytesFree = -1; ///< on the workspace's disk; below 0 when unknown
};

/// The price, and whether the disk has room. Blocks.
LaunchCheck checkLaunch(const CostEstimator& estimate, const engine::RunConfig& config,
                        const std::filesystem::path& workspace);

/// One that can be started at once.
engine::RunConfig firstLaunchConfig();

/// From the weights where a model folder has some, from random ones where it has none.
engine::Initialize startOf(const std::string& modelPath);

/// A problem of a file in the model's or the task's folder, moved to the field that names the folder.
engine::Issue atField(const engine::Issue& issue, const engine::RunConfig& config);

} // namespace gui
