#pragma once

#include "engine/run/JsonText.h"

namespace gui {

/// What a form of this preset holds where nobody has changed it: the preset's own values, and the defaults of what it
/// does not name (length and rows of the texts, training, generation, runtime). Name, model, data, device and threads
/// are the user's and the machine's: they are here only where the preset names them. Empty for an empty preset.
engine::Json presetValues(const engine::Json& preset);

} // namespace gui
