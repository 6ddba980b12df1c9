#include "engine/training/GpuIdentity.h"

#include <array>
#include <cstddef>

#include <dlfcn.h>

namespace engine {

namespace {

// As cuda.h declares them; the driver's interface has kept these.
using GpuUuid = std::array<unsigned char, 16>;
using InitializeDriver = int (*)(unsigned flags);
using FindGpu = int (*)(int* gpu, int number);
using ReadUuid = int (*)(GpuUuid* uuid, int gpu);
constexpr int driverSuccess = 0;

template <class Function>
Function driverFunction(void* library, const char* name)
{
    return reinterpret_cast<Function>(dlsym(library, name));
}

/// As nvidia-smi writes it, without what stands before it.
std::string hexText(const GpuUuid& uuid)
{
    constexpr char digits[] = "0123456789abcdef";
    std::string text;
    for (std::size_t i = 0; i < uuid.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            text += '-';
        text += digits[uuid[i] / 16];
        text += digits[uuid[i] % 16];
    }
    return text;
}

} // namespace

std::optional<std::string> gpuIdentity(int number, const std::string& library)
{
    void* driver = dlopen(library.c_str(), RTLD_NOW | RTLD_LOCAL); // stays: LibTorch has it until the process ends
    if (driver == nullptr)
        return std::nullopt;
    const auto initialize = driverFunction<InitializeDriver>(driver, "cuInit");
    const auto findGpu = driverFunction<FindGpu>(driver, "cuDeviceGet");
    auto readUuid = driverFunction<ReadUuid>(driver, "cuDeviceGetUuid_v2");
    if (readUuid == nullptr) // a driver from before 11.4, which does not tell parts of a GPU apart
        readUuid = driverFunction<ReadUuid>(driver, "cuDeviceGetUuid");
    if (initialize == nullptr || findGpu == nullptr || readUuid == nullptr || initialize(0) != driverSuccess)
        return std::nullopt;
    int gpu = 0;
    GpuUuid uuid{};
    if (findGpu(&gpu, number) != driverSuccess || readUuid(&uuid, gpu) != driverSuccess)
        return std::nullopt;
    return hexText(uuid);
}

} // namespace engine
