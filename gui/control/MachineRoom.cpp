#include "gui/control/MachineRoom.h"

#include <cstdlib>

#include "gui/app/Format.h"

namespace gui {

namespace {

/// Share that the memory estimate may be off by; a run that may just fit is not refused.
constexpr double estimateError = 0.15;

/// Nothing where the driver's order need not be LibTorch's.
const GpuReading* gpuOf(std::int64_t index, const std::vector<GpuReading>& gpus)
{
    if (gpus.size() == 1)
        return &gpus.front();
    const bool isRenumbered = std::getenv("CUDA_VISIBLE_DEVICES") != nullptr;
    return isRenumbered || index >= std::int64_t(gpus.size()) ? nullptr : &gpus[std::size_t(index)];
}

bool fits(const engine::CostEstimate& cost, std::int64_t bytes)
{
    return double(cost.memoryNeeded()) * (1 - estimateError) <= double(bytes);
}

std::string memoryText(const engine::CostEstimate& cost)
{
    return format::bytes(double(cost.memoryNeeded())).toStdString() + (cost.usesGpu ? " of GPU memory" : " of memory");
}

} // namespace

MachineReading readMachine(const std::filesystem::path& folder)
{
    return {SystemProbe(folder).read(), GpuProbe().read()};
}

MemoryRoom memoryFor(const engine::CostEstimate& cost, const MachineReading& machine)
{
    if (!cost.usesGpu)
        return {machine.system.memoryBytes, machine.system.memoryUsed, machine.system.ownMemory};
    const GpuReading* gpu = gpuOf(cost.gpu, machine.gpus);
    return gpu == nullptr ? MemoryRoom{} : MemoryRoom{gpu->memoryBytes, gpu->memoryUsed, gpu->ownMemory};
}

std::string whyItNeverFits(const engine::CostEstimate& cost, const MemoryRoom& memory)
{
    if (memory.bytes <= 0 || fits(cost, memory.bytes))
        return {};
    return "need about " + memoryText(cost) + "; this " + (cost.usesGpu ? "GPU" : "machine") + " has "
        + format::bytes(double(memory.bytes)).toStdString();
}

std::string whyItDoesNotFitNow(const engine::CostEstimate& cost, const MemoryRoom& memory)
{
    if (memory.bytes <= 0 || fits(cost, memory.available()))
        return {};
    return "needs about " + memoryText(cost) + ", and other programs leave "
        + format::bytes(double(memory.available())).toStdString() + " of "
        + format::bytes(double(memory.bytes)).toStdString();
}

bool isDiskFull(const SystemReading& system)
{
    return system.diskBytes > 0 && system.diskFree < leastBytesFree;
}

} // namespace gui
