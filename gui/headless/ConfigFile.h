#pragma once

#include <filesystem>
#include <vector>

#include "engine/run/ConfigJson.h"
#include "engine/run/Error.h"

namespace gui {

/// The file's JSON object. Throws BadInput with file:line.
engine::Json readConfigFile(const std::filesystem::path& file);

/// The configuration that `json` describes. Throws BadInput with `issues` and all of its own.
engine::RunConfig checkedConfig(const engine::Json& json, std::vector<engine::Issue> issues = {});

} // namespace gui
