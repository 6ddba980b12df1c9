#include "gui/pages/LaunchCheck.h"

#include <algorithm>
#include <set>

#include "engine/run/ConfigJson.h"
#include "gui/app/Format.h"
#include "gui/control/SystemProbe.h"

namespace gui {

namespace {

constexpr std::int64_t leastBytesFree = std::int64_t(2) << 30;
/// Share that the memory estimate may be off by; a run that may just fit is not refused.
constexpr double estimateError = 0.15;
/// Two to go on from and the best one; the last has no optimizer state and is smaller.
constexpr std::int64_t checkpointsKept = 3;

void checkMemory(const engine::CostEstimate& cost, std::int64_t there, std::vector<engine::Issue>& issues)
{
    const auto needed = double(cost.memory.peak());
    if (cost.usesGpu || there <= 0 || needed * (1 - estimateError) <= double(there))
        return;
    issues.push_back({"training.batch_size",
                      "makes the run need about " + format::bytes(needed).toStdString()
                          + " of memory; this machine has " + format::bytes(double(there)).toStdString()});
}

void checkDisk(const LaunchCheck& checked, const std::filesystem::path& workspace, std::vector<engine::Issue>& issues)
{
    if (checked.bytesFree < 0)
        return;
    if (checked.bytesFree < leastBytesFree)
        issues.push_back({workspace.string(), "has less than 2 GiB of free disk space"});
    else if (checked.bytesFree - checked.bytesNeeded < leastBytesFree)
        issues.push_back({workspace.string(),
                          "has " + format::bytes(double(checked.bytesFree)).toStdString()
                              + " of free disk space; the checkpoints may take "
                              + format::bytes(double(checked.bytesNeeded)).toStdString() + ", and 2 GiB must stay free"});
}

/// Runs that differ in more than name and seed, the first ones.
std::vector<engine::RunConfig> different(const LaunchPlan& plan)
{
    std::set<std::string> seen;
    std::vector<engine::RunConfig> result;
    for (const engine::RunConfig& run : plan.runs) {
        engine::RunConfig bare = run;
        bare.name.clear();
        bare.runtime.seed = 0;
        if (result.size() < mostRunsLookedAt && seen.insert(engine::toJson(bare).dump()).second)
            result.push_back(run);
    }
    return result;
}

} // namespace

LaunchCheck checkLaunch(const CostEstimator& estimate, const LaunchPlan& plan, const std::filesystem::path& workspace)
{
    LaunchCheck checked;
    const SystemReading machine = SystemProbe(workspace).read();
    checked.memoryBytes = machine.memoryBytes;
    checked.memoryUsed = machine.memoryUsed;
    if (machine.diskBytes > 0)
        checked.bytesFree = machine.diskFree;
    std::vector<engine::Issue> issues;
    std::vector<engine::RunConfig> runs = different(plan);
    if (plan.runs.size() <= 1)
        runs = {plan.config};
    for (std::size_t i = 0; i < runs.size(); ++i) {
        engine::CostResult result = estimate(runs[i]);
        checkMemory(result.cost, checked.memoryBytes, result.issues);
        for (const engine::Issue& issue : result.issues)
            if (std::find(issues.begin(), issues.end(), issue) == issues.end())
                issues.push_back(issue);
        if (i == 0)
            checked.result = std::move(result);
    }
    checked.bytesNeeded =
        checked.result.cost.checkpointBytes * checkpointsKept * std::int64_t(std::max<std::size_t>(plan.runs.size(), 1));
    checkDisk(checked, workspace, issues);
    checked.result.issues = std::move(issues);
    return checked;
}

} // namespace gui
