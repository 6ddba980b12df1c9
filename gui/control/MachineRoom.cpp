#include "gui/control/MachineRoom.h"

#include <algorithm>
#include <cstdlib>
#include <string_view>

#include <QCoreApplication>

#include "gui/app/Format.h"

namespace gui {

namespace {

/// Share that the memory estimate may be off by; a run that may just fit is not refused.
constexpr double estimateError = 0.15;

/// Nothing where the driver's order, that of the bus, need not be LibTorch's, the fastest first.
const GpuReading* gpuOf(std::int64_t index, const std::vector<GpuReading>& gpus)
{
    if (gpus.size() == 1)
        return &gpus.front();
    const char* order = std::getenv("CUDA_DEVICE_ORDER");
    const bool isByBus = order != nullptr && std::string_view(order) == "PCI_BUS_ID";
    const bool areAlike = std::all_of(gpus.begin(), gpus.end(), [&](const GpuReading& gpu) {
        return gpu.name == gpus.front().name && gpu.memoryBytes == gpus.front().memoryBytes;
    });
    const bool isRenumbered = std::getenv("CUDA_VISIBLE_DEVICES") != nullptr || !(isByBus || areAlike);
    return isRenumbered || index >= std::int64_t(gpus.size()) ? nullptr : &gpus[std::size_t(index)];
}

bool fits(const engine::CostEstimate& cost, std::int64_t bytes)
{
    return double(cost.memoryNeeded()) * (1 - estimateError) <= double(bytes);
}

/// The context of this file's texts in the catalogue.
struct MachineRoomWords
{
    Q_DECLARE_TR_FUNCTIONS(MachineRoomWords)
};

QString bytesText(std::int64_t bytes)
{
    return format::bytes(double(bytes));
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
    if (gpu == nullptr)
        return {};
    // Unknown, all of it may be this process's, kept from the run before: then only what never fits is refused.
    return {gpu->memoryBytes, gpu->memoryUsed, gpu->ownMemory.value_or(gpu->memoryUsed)};
}

std::string whyItNeverFits(const engine::CostEstimate& cost, const MemoryRoom& memory)
{
    if (memory.bytes <= 0 || fits(cost, memory.bytes))
        return {};
    const QString text = cost.usesGpu ? MachineRoomWords::tr("need about %1 of GPU memory; this GPU has %2")
                                      : MachineRoomWords::tr("need about %1 of memory; this machine has %2");
    return text.arg(bytesText(cost.memoryNeeded()), bytesText(memory.bytes)).toStdString();
}

std::string whyItDoesNotFitNow(const engine::CostEstimate& cost, const MemoryRoom& memory)
{
    if (memory.bytes <= 0 || fits(cost, memory.available()))
        return {};
    const QString text = cost.usesGpu
        ? MachineRoomWords::tr("needs about %1 of GPU memory, and other programs leave %2 of %3")
        : MachineRoomWords::tr("needs about %1 of memory, and other programs leave %2 of %3");
    return text.arg(bytesText(cost.memoryNeeded()), bytesText(memory.available()), bytesText(memory.bytes))
        .toStdString();
}

bool isDiskFull(const SystemReading& system)
{
    return system.diskBytes > 0 && system.diskFree < leastBytesFree;
}

} // namespace gui
