#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

/// Presets of the user's own: parts of a configuration, as JSON files in a folder.
namespace engine {

/// Where those of a workspace stand.
std::filesystem::path presetFolder(const std::filesystem::path& workspace);

/// Sorted; none where there is no folder. Not on the window's thread.
std::vector<std::string> presetNames(const std::filesystem::path& folder);

/// A built-in preset or one of the folder's, not on the window's thread. Throws BadInput naming the known ones, or what
/// is wrong with the file.
Json loadPreset(const std::string& name, const std::filesystem::path& folder);

/// What the preset of a configuration holds: everything but its name and group.
Json presetOf(const RunConfig& config);

/// Why it cannot be a preset's name: a built-in one has it, or no file can.
std::optional<std::string> presetNameProblem(const std::string& name);
/// The same with the names of the built-in ones, so that none is looked up.
std::optional<std::string> presetNameProblem(const std::string& name, const std::vector<std::string>& builtIn);

/// Replaces one of the same name, whole or not at all. Throws BadInput for the name, Error when it cannot be written.
void savePreset(const std::filesystem::path& folder, const std::string& name, const Json& preset);

/// Throws Error when it cannot be removed.
void removePreset(const std::filesystem::path& folder, const std::string& name);

} // namespace engine
