#pragma once

#include "engine/run/JsonText.h"

namespace gui {

/// What a form holds where nobody has changed it: the preset's own values, and the defaults of what it does not name,
/// of method and routing those of the kinds that `values`, the form's, have. Name, group, model folder and data are the
/// user's, and always in sight: they are here only where the preset names them.
engine::Json presetValues(const engine::Json& preset, const engine::Json& values);

} // namespace gui
