#pragma once

#include <optional>

#include <QString>

#include "engine/run/RunConfig.h"

class QDropEvent;

namespace gui {

/// What a file or folder given to the window is, by a look at its names.
struct DroppedPath
{
    enum class Kind { Configuration, Model, Data, Unknown };
    Kind kind = Kind::Unknown;
    engine::TaskKind task = engine::TaskKind::Glue; ///< of Data
    std::optional<engine::GlueName> glueTask = {};  ///< where the folder is that of one GLUE task
};

DroppedPath recognise(const QString& path);
/// "reviews was recognised as tables for a task of your own"
QString recognisedText(const DroppedPath& dropped, const QString& path);

/// Takes a drop by looking at it; one that is offered to be moved would have its files taken away by the sender.
void acceptCopy(QDropEvent& event);

} // namespace gui
