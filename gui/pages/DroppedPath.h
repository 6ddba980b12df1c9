#pragma once

#include <optional>

#include <QString>

#include "engine/run/RunConfig.h"

class QDropEvent;

namespace gui {

/// What a file or folder given to the window is, by a look at its names.
struct DroppedPath
{
    enum class Kind { Configuration, Model, Glue, WordNet, Unknown };
    Kind kind = Kind::Unknown;
    std::optional<engine::GlueName> task; ///< where the folder is that of one GLUE task
};

DroppedPath recognise(const QString& path);

/// Takes a drop by looking at it; one that is offered to be moved would have its files taken away by the sender.
void acceptCopy(QDropEvent& event);

} // namespace gui
