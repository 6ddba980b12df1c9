#pragma once

#include <filesystem>

#include "engine/run/ConfigJson.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// "info", "warning", "error".
const char* levelName(engine::LogLevel level);

engine::Json toJson(const std::vector<engine::Measurement>& measurements);
engine::Json toJson(const engine::Evaluated& evaluated);

/// The run record that `molex run --json` prints; what is not known yet is null.
engine::Json toJson(const storage::RunRecord& run, const std::filesystem::path& workspace);

} // namespace gui
