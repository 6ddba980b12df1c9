#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace monkey {

/// What must not be in a workspace that no program has open any more, a sentence each; none: all runs are in a legal
/// state. Reads it on a thread of its own.
std::vector<std::string> findFaults(const std::filesystem::path& workspace);

} // namespace monkey
