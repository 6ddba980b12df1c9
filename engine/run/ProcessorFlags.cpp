#include "engine/run/ProcessorFlags.h"

#include <fstream>

namespace engine {

std::string processorFlags()
{
    std::ifstream file("/proc/cpuinfo");
    for (std::string line; std::getline(file, line);) {
        if (!line.starts_with("flags"))
            continue;
        const std::size_t start = line.find(':');
        return start == std::string::npos ? std::string() : line.substr(start + 1);
    }
    return {};
}

bool hasFlag(const std::string& flags, std::string_view flag)
{
    return (" " + flags + " ").find(" " + std::string(flag) + " ") != std::string::npos;
}

} // namespace engine
