#pragma once

#include <optional>

#include <QString>

#include "engine/run/RunConfig.h"

namespace gui {

/// What a file or folder given to the window is, by a look at names and first bytes.
struct DroppedPath
{
    enum class Kind { Configuration, Model, Data, Run, Workspace, Unknown };
    Kind kind = Kind::Unknown;
    engine::TaskKind task = engine::TaskKind::Glue; ///< of Data
    std::optional<engine::GlueName> glueTask = {};  ///< where the folder is that of one GLUE task
    QString path = {}; ///< of what was recognised: a table, weights and workspace.sqlite stand for their folder
};

/// Reads file or folder; not for the window's thread. Throws storage::Error where a file cannot be read.
DroppedPath recognise(const QString& path);
/// "reviews was recognised as tables for a task of your own"; of what comes into the form.
QString recognisedText(const DroppedPath& dropped);
/// What an unknown one would have to be.
QString unknownText(const DroppedPath& dropped);

} // namespace gui
