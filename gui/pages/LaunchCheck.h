#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "engine/run/Wanted.h"
#include "engine/training/CostEstimate.h"
#include "gui/control/MachineRoom.h"
#include "gui/control/RunScheduler.h"

namespace gui {

/// What a run would cost; reads files, so it is called on a worker. The inputs are those of one check.
using CostEstimator = std::function<engine::CostResult(const engine::RunConfig&, engine::EstimateInputs&)>;

/// The engine's estimate.
CostEstimator engineEstimator();

/// What a check is made with.
struct LaunchTools
{
    CostEstimator estimate;
    MachineReader machine;
    std::filesystem::path workspace;
};

/// What is looked at before a start: one configuration and, of a sweep, the runs that it makes.
struct LaunchPlan
{
    engine::RunConfig config;
    std::vector<engine::RunConfig> runs; ///< one or more
};

/// What was learnt from the files of one run.
struct PricedRun
{
    engine::CostResult result;
    std::string name;
    std::size_t count = 0; ///< of runs like it, but for name and seed
};

/// What a run would cost, and whether this machine has the disk and the memory for all of them: what it lacks is among
/// the issues.
struct LaunchCheck
{
    engine::CostResult result;
    bool areFilesSound = true;    ///< of every run; otherwise some of the result is missing or of what cannot run
    std::int64_t bytesFree = -1;  ///< on the workspace's disk; below 0 when unknown
    std::int64_t bytesOfOne = 0;  ///< needed on disk by the run that the result is of
    std::int64_t bytesNeeded = 0; ///< by all runs
    std::int64_t diskBytes = 0;   ///< of the workspace's disk
    MemoryRoom memory;            ///< where it computes
    std::string lacksNow;         ///< after "the run": what other programs hold keeps it from beginning; else empty
    std::shared_ptr<const std::vector<PricedRun>> priced; ///< the different runs that were looked at
    std::size_t runs = 1;                                 ///< all of them
};

/// Looks at every run of a sweep that differs in more than name and seed; what is wrong with some of them only names
/// them. Reads files; not for the window's thread. Ends early, with what it has, when it is not wanted any more.
LaunchCheck checkLaunch(const LaunchTools& tools, const LaunchPlan& plan, const engine::Wanted& wanted = {});

/// The same files on the machine as it is now; none of them is read again. Not for the window's thread.
LaunchCheck lookAgain(const LaunchTools& tools, const LaunchCheck& before);

/// Whether less of the disk would stay free than must, with what the runs write; not where the disk does not tell.
bool lacksDisk(const LaunchCheck& checked);

/// Whether the machine has room for a run that begins long after it was added, or was never looked at. Reads files; not
/// for the window's thread.
StartCheck roomCheck(LaunchTools tools);

} // namespace gui
