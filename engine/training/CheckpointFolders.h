#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

namespace engine {

/// "step-00000120"; eight digits, or as many as it has.
std::string checkpointName(std::int64_t step);

/// The complete checkpoint of the highest step; absent without one.
std::optional<std::filesystem::path> newestCheckpoint(const std::filesystem::path& folder);

/// Of those up to `newest`, a complete one, leaves the two newest complete ones. Later steps stay too: they are of a
/// record that is gone, as where an older database was restored.
void removeOldCheckpoints(const std::filesystem::path& newest);

} // namespace engine
