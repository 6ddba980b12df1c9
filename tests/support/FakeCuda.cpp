// A stand-in for libcuda.so.1 with the functions that tell GPUs apart: two of them, GPU-0a0a… and GPU-1b1b…, counted as
// CUDA_VISIBLE_DEVICES says, by numbers or by how UUIDs begin.
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <sstream>
#include <string>
#include <vector>

namespace {

struct Uuid
{
    char bytes[16];
};
constexpr int success = 0;
constexpr int notInitialized = 3;
constexpr int invalidDevice = 101;

bool isReady = false;

std::vector<int> visibleGpus()
{
    const char* given = std::getenv("CUDA_VISIBLE_DEVICES");
    if (given == nullptr)
        return {0, 1};
    std::vector<int> gpus;
    std::istringstream entries(given);
    for (std::string entry; std::getline(entries, entry, ',');)
        gpus.push_back(entry == "1" || entry.compare(0, 6, "GPU-1b") == 0 ? 1 : 0);
    return gpus;
}

} // namespace

#define EXPORTED extern "C" __attribute__((visibility("default")))

EXPORTED int cuInit(unsigned)
{
    isReady = true;
    return success;
}

EXPORTED int cuDeviceGet(int* gpu, int number)
{
    const std::vector<int> gpus = visibleGpus();
    if (!isReady)
        return notInitialized;
    if (number < 0 || std::size_t(number) >= gpus.size())
        return invalidDevice;
    *gpu = gpus[std::size_t(number)];
    return success;
}

EXPORTED int cuDeviceGetUuid_v2(Uuid* uuid, int gpu)
{
    std::memset(uuid->bytes, gpu == 0 ? 0x0a : 0x1b, sizeof uuid->bytes);
    return success;
}
