#pragma once

#include <QString>

#include "engine/run/JsonText.h"

namespace gui {

/// A preset that comes with the program, as it was read.
struct BuiltInPreset
{
    QString name;
    engine::Json document; ///< null where it could not be read
    QString problem;       ///< why not; empty otherwise
};

} // namespace gui
