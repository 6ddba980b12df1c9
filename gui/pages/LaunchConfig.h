#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/run/Error.h"
#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

/// What the Launch page knows of configurations beside their own description.
namespace gui {

/// From the weights where a model folder has some, from random ones where it has none; nothing where it holds no model.
/// Reads the folder; not for the window's thread.
std::optional<engine::Initialize> startOf(const std::string& modelPath);

/// A problem of a file in the model's or the task's folder, moved to the field that names the folder or, in a table, the
/// column.
engine::Issue atField(const engine::Issue& issue, const engine::RunConfig& config);

/// The configuration before the preset `next` is laid over it: what the preset chosen until now has set, the next does
/// not name and nobody has changed since has its default again. Model, data and the kind of task stay.
engine::Json withoutPreset(engine::Json config, engine::Json before, const engine::Json& next);

/// The table of the control `given` for a model of so many layers, where the preset's is in the reversed order of
/// another depth and nobody has changed it.
std::optional<std::vector<std::int64_t>> tableForDepth(const engine::RunConfig& config, const engine::Json& preset,
                                                       std::int64_t layers);

} // namespace gui
