#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace engine {

/// "step-00000120"; names sort by step.
std::string checkpointName(std::int64_t step);

/// The complete checkpoint of the highest step; absent without one.
std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& folder);

/// Leaves the two newest complete checkpoints, and what is newer.
void removeOldCheckpoints(const std::filesystem::path& folder);

} // namespace engine
