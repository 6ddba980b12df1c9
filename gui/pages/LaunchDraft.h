#pragma once

#include <string>
#include <vector>

#include <QString>

#include "engine/run/JsonText.h"

namespace gui {

/// A row of the sweep as it was typed.
struct SweepLine
{
    std::string path;
    QString values;

    bool operator==(const SweepLine&) const = default;
};

/// What the Launch page holds, to be brought back.
struct LaunchDraft
{
    engine::Json values; ///< as typed
    engine::Json preset;
    QString presetName;
    std::string modelPath; ///< whose folder has been looked at
    std::vector<SweepLine> sweep;
};

} // namespace gui
