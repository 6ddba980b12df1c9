#pragma once

#include <string>
#include <string_view>

namespace engine {

/// What the first processor can do, as /proc/cpuinfo has it; empty where that has no such line.
std::string processorFlags();

bool hasFlag(const std::string& flags, std::string_view flag);

/// AVX-512 as libraries ask for it: not its foundation alone, but also for bytes, words, doublewords and quadwords, and
/// in shorter vectors.
bool hasAvx512(const std::string& flags);

} // namespace engine
