#pragma once

#include <string>

#include "engine/run/JsonText.h"

namespace gui {

/// The value at a dotted path ("training.steps"), or nullptr.
const engine::Json* valueAt(const engine::Json& json, const std::string& path);

/// Sets the value at a dotted path; objects on the way are made.
void setValueAt(engine::Json& json, const std::string& path, engine::Json value);

/// "method.targets[1]" → "method.targets".
std::string withoutIndex(const std::string& path);

} // namespace gui
