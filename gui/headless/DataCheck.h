#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "engine/run/ConfigJson.h"

namespace gui {

/// What a check says first: the kind, and the last part of the path.
engine::Json document(const char* kind, const std::filesystem::path& path);

/// As checkPath(), for a folder with a task's data; absent when it holds none.
std::optional<engine::Json> checkData(const std::filesystem::path& folder, const std::string& glueTask);

} // namespace gui
