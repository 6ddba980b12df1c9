#pragma once

#include <string>

#include "engine/run/Error.h"
#include "engine/run/RunConfig.h"

/// What the Launch page knows of configurations beside their own description.
namespace gui {

/// One that can be started at once.
engine::RunConfig firstLaunchConfig();

/// From the weights where a model folder has some, from random ones where it has none.
engine::Initialize startOf(const std::string& modelPath);

/// A problem of a file in the model's or the task's folder, moved to the field that names the folder or, in a table, the
/// column.
engine::Issue atField(const engine::Issue& issue, const engine::RunConfig& config);

} // namespace gui
