#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gui {

/// How busy one GPU is; absent where the driver does not tell.
struct GpuReading
{
    std::string name;
    std::optional<double> busyShare; ///< of the last moments, 0…1
    std::int64_t memoryBytes = 0;    ///< 0 where unknown
    std::int64_t memoryUsed = 0;     ///< by all programs
    std::optional<double> celsius;
    std::optional<double> watts;
    std::optional<double> wattsLimit;
    std::optional<std::int64_t>
        ownMemory; ///< of what is used, by this process; nothing where the driver does not know it
};

/// Reads the GPUs through NVIDIA's management library (NVML), which is looked for at run time: without it, without a
/// driver or without a GPU there are no readings, and that is no error. Belongs to one thread; the first reading may
/// take a second.
class GpuProbe final {
public:
    /// `library`: as dlopen finds it.
    explicit GpuProbe(std::string library = "libnvidia-ml.so.1");
    ~GpuProbe();

    /// One for each GPU, in the driver's order.
    std::vector<GpuReading> read();

private:
    class Nvml;

    const std::string m_library;
    bool m_isTried = false;
    std::unique_ptr<Nvml> m_nvml; ///< nothing where it cannot be used
};

} // namespace gui
