#pragma once

#include <optional>

#include <QString>

#include "engine/run/RunConfig.h"

namespace gui {

/// What a file or folder given to the window is, by a look at its names.
struct DroppedPath
{
    enum class Kind { Configuration, Model, Data, Unknown };
    Kind kind = Kind::Unknown;
    engine::TaskKind task = engine::TaskKind::Glue; ///< of Data
    std::optional<engine::GlueName> glueTask = {};  ///< where the folder is that of one GLUE task
};

/// Reads the folder; not for the window's thread.
DroppedPath recognise(const QString& path);
/// "reviews was recognised as tables for a task of your own"
QString recognisedText(const DroppedPath& dropped, const QString& path);

} // namespace gui
