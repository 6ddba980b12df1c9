#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "engine/run/Wanted.h"

namespace engine {

/// Folder with presets/ and models/: the one named by MOLEX_RESOURCES, beside the installed program, or the source's.
std::filesystem::path resourceFolder();

/// The folder that a `model.path` means: "starter" is the one that comes with the program.
std::filesystem::path modelFolder(const std::string& path);

/// Names of the built-in presets, sorted. Not on the window's thread.
std::vector<std::string> presetNames();

/// The preset's JSON document (a part of a configuration), not on the window's thread. Throws BadInput naming the known
/// presets.
Json loadPreset(const std::string& name);

/// The default workspace folder: MOLEX_WORKSPACE, or molex-workbench under the user's data folder.
std::filesystem::path defaultWorkspace();

/// A whole text file. Throws BadInput when it is none, cannot be read or exceeds `limitBytes`, and CalledOff between
/// two blocks when it is not wanted any more.
std::string readTextFile(const std::filesystem::path& path, std::uintmax_t limitBytes, const Wanted& wanted = {});

} // namespace engine
