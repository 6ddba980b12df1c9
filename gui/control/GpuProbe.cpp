#include "gui/control/GpuProbe.h"

#include <algorithm>
#include <array>

#include <dlfcn.h>
#include <unistd.h>

namespace gui {

namespace {

// As nvml.h declares them; the library's interface has kept these through all its versions.
using Device = struct NvmlDevice*;
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
    unsigned long long memory; ///< all bits where it is not known
    unsigned gpuInstance;
    unsigned computeInstance;
};
constexpr int success = 0;
constexpr int sensorOfTheGpu = 0;
constexpr std::size_t longestName = 96;
constexpr unsigned mostProcesses = 64;

template <class Function>
Function find(void* library, const char* name)
{
    return reinterpret_cast<Function>(dlsym(library, name));
}

} // namespace

/// The library, initialised, with the functions that are used of it.
class GpuProbe::Nvml final {
public:
    explicit Nvml(const std::string& name)
        : m_library(dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL))
    {
        if (m_library == nullptr)
            return;
        m_count = find<decltype(m_count)>(m_library, "nvmlDeviceGetCount_v2");
        m_device = find<decltype(m_device)>(m_library, "nvmlDeviceGetHandleByIndex_v2");
        m_name = find<decltype(m_name)>(m_library, "nvmlDeviceGetName");
        m_utilization = find<decltype(m_utilization)>(m_library, "nvmlDeviceGetUtilizationRates");
        m_memory = find<decltype(m_memory)>(m_library, "nvmlDeviceGetMemoryInfo");
        m_temperature = find<decltype(m_temperature)>(m_library, "nvmlDeviceGetTemperature");
        m_power = find<decltype(m_power)>(m_library, "nvmlDeviceGetPowerUsage");
        m_processes = find<decltype(m_processes)>(m_library, "nvmlDeviceGetComputeRunningProcesses_v3");
        m_powerLimit = find<decltype(m_powerLimit)>(m_library, "nvmlDeviceGetEnforcedPowerLimit");
        m_end = find<int (*)()>(m_library, "nvmlShutdown");
        const auto begin = find<int (*)()>(m_library, "nvmlInit_v2");
        const bool hasAll = begin && m_end && m_count && m_device && m_name && m_utilization && m_memory;
        m_isReady = hasAll && begin() == success;
    }
    ~Nvml()
    {
        if (m_isReady)
            m_end();
        if (m_library != nullptr)
            dlclose(m_library);
    }
    Nvml(const Nvml&) = delete;
    Nvml& operator=(const Nvml&) = delete;

    bool isReady() const { return m_isReady; }

    unsigned count() const
    {
        unsigned count = 0;
        return m_count(&count) == success ? count : 0;
    }

    /// Nothing for a GPU that is lost, or not ours to see.
    std::optional<GpuReading> read(unsigned index) const
    {
        Device device = nullptr;
        if (m_device(index, &device) != success)
            return std::nullopt;
        GpuReading reading;
        std::array<char, longestName> name{};
        if (m_name(device, name.data(), unsigned(name.size() - 1)) == success)
            reading.name = name.data();
        Utilization utilization{};
        if (m_utilization(device, &utilization) == success) // not for parts of a GPU (MIG)
            reading.busyShare = utilization.gpu / 100.0;
        Memory memory{};
        if (m_memory(device, &memory) == success) {
            reading.memoryBytes = std::int64_t(memory.total);
            reading.memoryUsed = std::int64_t(memory.used);
        }
        if (const auto own = ownMemory(device))
            reading.ownMemory = std::min(*own, reading.memoryUsed);
        readHeat(device, reading);
        return reading;
    }

private:
    /// Nothing, too, where this process has another number for the driver, as in a container.
    std::optional<std::int64_t> ownMemory(Device device) const
    {
        std::array<ProcessUse, mostProcesses> uses{};
        unsigned count = mostProcesses;
        if (m_processes == nullptr || m_processes(device, &count, uses.data()) != success)
            return std::nullopt;
        for (unsigned i = 0; i < std::min(count, mostProcesses); ++i)
            if (uses[i].process == unsigned(getpid()) && uses[i].memory != ~0ULL)
                return std::int64_t(uses[i].memory);
        return std::nullopt;
    }

    void readHeat(Device device, GpuReading& reading) const
    {
        unsigned value = 0;
        if (m_temperature && m_temperature(device, sensorOfTheGpu, &value) == success)
            reading.celsius = value;
        if (m_power && m_power(device, &value) == success)
            reading.watts = value / 1000.0;
        if (m_powerLimit && m_powerLimit(device, &value) == success)
            reading.wattsLimit = value / 1000.0;
    }

    void* m_library;
    bool m_isReady = false;
    int (*m_end)() = nullptr;
    int (*m_count)(unsigned*) = nullptr;
    int (*m_device)(unsigned, Device*) = nullptr;
    int (*m_name)(Device, char*, unsigned) = nullptr;
    int (*m_utilization)(Device, Utilization*) = nullptr;
    int (*m_memory)(Device, Memory*) = nullptr;
    int (*m_temperature)(Device, int, unsigned*) = nullptr;
    int (*m_processes)(Device, unsigned*, ProcessUse*) = nullptr;
    int (*m_power)(Device, unsigned*) = nullptr;      ///< milliwatts
    int (*m_powerLimit)(Device, unsigned*) = nullptr; ///< milliwatts
};

GpuProbe::GpuProbe(std::string library)
    : m_library(std::move(library))
{
}

GpuProbe::~GpuProbe() = default;

std::vector<GpuReading> GpuProbe::read()
{
    if (!m_isTried) {
        m_isTried = true;
        m_nvml = std::make_unique<Nvml>(m_library);
        if (!m_nvml->isReady())
            m_nvml.reset();
    }
    std::vector<GpuReading> readings;
    for (unsigned index = 0; m_nvml && index < m_nvml->count(); ++index)
        if (auto reading = m_nvml->read(index))
            readings.push_back(std::move(*reading));
    return readings;
}

} // namespace gui
