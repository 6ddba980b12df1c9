#include "gui/pages/LaunchCheck.h"

#include <QStorageInfo>

#include <unistd.h>

#include "gui/app/Format.h"

namespace gui {

namespace {

constexpr std::int64_t leastBytesFree = std::int64_t(2) << 30;
/// Share that the memory estimate may be off by; a run that may just fit is not refused.
constexpr double estimateError = 0.15;

void checkMemory(const engine::CostEstimate& cost, std::vector<engine::Issue>& issues)
{
    const double there = double(::sysconf(_SC_PHYS_PAGES)) * double(::sysconf(_SC_PAGESIZE));
    const auto needed = double(cost.memory.peak());
    if (cost.usesGpu || needed * (1 - estimateError) <= there)
        return;
    issues.push_back({"training.batch_size",
                      "makes the run need about " + format::bytes(needed).toStdString()
                          + " of memory; this machine has " + format::bytes(there).toStdString()});
}

} // namespace

LaunchCheck checkLaunch(const CostEstimator& estimate, const engine::RunConfig& config,
                        const std::filesystem::path& workspace)
{
    LaunchCheck checked{estimate(config), -1};
    const QStorageInfo disk(QString::fromStdString(workspace.string()));
    if (disk.isValid())
        checked.bytesFree = disk.bytesAvailable();
    if (checked.bytesFree >= 0 && checked.bytesFree < leastBytesFree)
        checked.result.issues.push_back({workspace.string(), "has less than 2 GiB of free disk space"});
    checkMemory(checked.result.cost, checked.result.issues);
    return checked;
}

} // namespace gui
