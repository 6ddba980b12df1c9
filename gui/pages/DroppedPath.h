#pragma once

#include <optional>

#include <QString>

#include "engine/run/RunConfig.h"

namespace gui {

/// What a file or folder given to the window is, by a look at its names.
struct DroppedPath
{
    enum class Kind { Configuration, Model, Glue, WordNet, Unknown };
    Kind kind = Kind::Unknown;
    std::optional<engine::GlueName> task; ///< where the folder is that of one GLUE task
};

DroppedPath recognise(const QString& path);

} // namespace gui
