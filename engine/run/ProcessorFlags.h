#pragma once

#include <string>
#include <string_view>

namespace engine {

/// What the first processor can do, as /proc/cpuinfo has it; empty where that has no such line.
std::string processorFlags();

bool hasFlag(const std::string& flags, std::string_view flag);

} // namespace engine
