// A stand-in for libnvidia-ml.so.1 with the functions that the window uses. The environment says what it plays:
// FAKE_NVML_GPUS (2 unless given; below 0: no driver).
#include <cstdlib>
#include <cstring>

#include <unistd.h>

namespace {

struct Utilization
{
    unsigned gpu;
    unsigned memory;
};
struct Memory
{
    unsigned long long total;
    unsigned long long free;
    unsigned long long used;
};
struct ProcessUse
{
    unsigned process;
    unsigned long long memory;
    unsigned gpuInstance;
    unsigned computeInstance;
};
using Device = void*;
constexpr int success = 0;
constexpr int driverNotLoaded = 9;
constexpr int notSupported = 3;
constexpr int notFound = 6;
constexpr unsigned long long gibibyte = 1ULL << 30;

int gpus()
{
    const char* given = std::getenv("FAKE_NVML_GPUS");
    return given == nullptr ? 2 : std::atoi(given);
}

char places[16];

int indexOf(Device device)
{
    return int(static_cast<char*>(device) - places);
}

bool isReady = false;

} // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int nvmlInit_v2()
{
    isReady = gpus() >= 0;
    return isReady ? success : driverNotLoaded;
}

EXPORTED int nvmlShutdown()
{
    isReady = false;
    return success;
}

EXPORTED int nvmlDeviceGetCount_v2(unsigned* count)
{
    *count = isReady ? unsigned(gpus()) : 0;
    return success;
}

EXPORTED int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device* device)
{
    if (!isReady || int(index) >= gpus())
        return notFound;
    *device = places + index;
    return success;
}

EXPORTED int nvmlDeviceGetName(Device device, char* name, unsigned length)
{
    std::strncpy(name, indexOf(device) == 0 ? "NVIDIA H200" : "NVIDIA A2", length);
    return success;
}

/// The second one is divided (MIG) and does not say.
EXPORTED int nvmlDeviceGetUtilizationRates(Device device, Utilization* utilization)
{
    if (indexOf(device) != 0)
        return notSupported;
    *utilization = {93, 40};
    return success;
}

EXPORTED int nvmlDeviceGetMemoryInfo(Device device, Memory* memory)
{
    const bool isFirst = indexOf(device) == 0;
    const unsigned long long total = (isFirst ? 139 : 16) * gibibyte;
    const unsigned long long used = (isFirst ? 38 : 4) * gibibyte;
    *memory = {total, total - used, used};
    return success;
}

/// Of the first one's memory 3 GiB are the calling process's.
EXPORTED int nvmlDeviceGetComputeRunningProcesses_v3(Device device, unsigned* count, ProcessUse* uses)
{
    if (indexOf(device) != 0 || *count < 2)
        return notSupported;
    uses[0] = {1, 35 * gibibyte, 0, 0};
    uses[1] = {unsigned(getpid()), 3 * gibibyte, 0, 0};
    *count = 2;
    return success;
}

EXPORTED int nvmlDeviceGetTemperature(Device device, int, unsigned* celsius)
{
    *celsius = indexOf(device) == 0 ? 61 : 40;
    return success;
}

EXPORTED int nvmlDeviceGetPowerUsage(Device device, unsigned* milliwatts)
{
    if (indexOf(device) != 0)
        return notSupported;
    *milliwatts = 488'000;
    return success;
}

EXPORTED int nvmlDeviceGetEnforcedPowerLimit(Device device, unsigned* milliwatts)
{
    if (indexOf(device) != 0)
        return notSupported;
    *milliwatts = 700'000;
    return success;
}
