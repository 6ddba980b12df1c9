#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "engine/training/CostEstimate.h"
#include "gui/control/GpuProbe.h"
#include "gui/control/SystemProbe.h"

namespace gui {

/// What the machine has and how much of it is used, at one moment.
struct MachineReading
{
    SystemReading system;
    std::vector<GpuReading> gpus;
};

/// Looks at the machine; the folder names the disk. May block; any thread but the window's.
using MachineReader = std::function<MachineReading(const std::filesystem::path& folder)>;

/// This machine.
MachineReading readMachine(const std::filesystem::path& folder);

/// Memory of the machine or of one GPU.
struct MemoryRoom
{
    std::int64_t bytes = 0; ///< 0 where unknown
    std::int64_t used = 0;  ///< by all programs
    std::int64_t own = 0;   ///< of that, by this one: the next run takes it over

    std::int64_t available() const { return bytes - used + own; }
};

/// Where such a run computes.
MemoryRoom memoryFor(const engine::CostEstimate& cost, const MachineReading& machine);

/// Such a run on a machine that nothing else uses, in words after "the run"; empty where it may fit.
std::string whyItNeverFits(const engine::CostEstimate& cost, const MemoryRoom& memory);

/// The same with what other programs hold now.
std::string whyItDoesNotFitNow(const engine::CostEstimate& cost, const MemoryRoom& memory);

/// That must stay free on the workspace's disk.
constexpr std::int64_t leastBytesFree = std::int64_t(2) << 30;

/// Less than that is free; not where the disk does not tell.
bool isDiskFull(const SystemReading& system);

} // namespace gui
