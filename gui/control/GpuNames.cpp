#include "gui/control/GpuNames.h"

#include <algorithm>

#include "engine/training/Environment.h"

namespace gui {

std::vector<std::string> gpuNames(std::int64_t count, const std::vector<GpuReading>& readings)
{
    std::vector<std::string> names(static_cast<std::size_t>(count));
    const bool areAlike = !readings.empty()
        && std::all_of(readings.begin(), readings.end(),
                       [&](const GpuReading& reading) { return reading.name == readings.front().name; });
    if (areAlike && readings.size() == names.size())
        std::fill(names.begin(), names.end(), readings.front().name);
    return names;
}

std::vector<std::string> readGpuNames()
{
    const std::int64_t count = engine::gpuCount();
    return count == 0 ? std::vector<std::string>() : gpuNames(count, GpuProbe().read());
}

} // namespace gui
