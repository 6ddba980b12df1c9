#pragma once

#include <filesystem>

#include "engine/run/ConfigJson.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// "info", "warning", "error".
const char* levelName(engine::LogLevel level);

engine::Json toJson(const std::vector<engine::Measurement>& measurements);
engine::Json toJson(const engine::Evaluated& evaluated);

/// Of a language model's run with this stored configuration: "causal", whether its loss and perplexity are those of a
/// causal model.
void addCausality(engine::Json& json, const std::string& config);

/// The run record that `molex run --json` prints; what is not known yet is null.
engine::Json toJson(const storage::RunRecord& run, const std::filesystem::path& workspace);

} // namespace gui
