#pragma once

#include <filesystem>
#include <string>

#include "engine/run/ConfigJson.h"

namespace gui {

/// What the path is ("kind", "name", what fits that kind) and its "problems", each a sentence with its file or field.
/// glueTask: a GLUE task's name, or empty to tell it from the folder's. Throws BadInput when what is there is nothing
/// that the program knows.
engine::Json checkPath(const std::filesystem::path& path, const std::string& glueTask);

} // namespace gui
