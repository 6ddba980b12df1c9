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

bool hasAvx512(const std::string& flags)
{
    return hasFlag(flags, "avx512f") && hasFlag(flags, "avx512bw") && hasFlag(flags, "avx512dq")
        && hasFlag(flags, "avx512vl");
}

} // namespace engine
