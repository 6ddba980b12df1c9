#pragma once

#include <cstdint>

#include <QString>

#include "engine/run/JsonText.h"
#include "engine/run/RunConfig.h"

namespace gui {

/// The preset of plain LoRA that trains as long as a mixture, fitted to the mixture that the form holds.
struct SameTime
{
    static QString presetName() { return QStringLiteral("lora-same-time"); }

    engine::Json preset; ///< with epochs, and steps where the form has some, of its own
    QString note;        ///< how they came about
};

/// `layers`: the model's depth, 0 where it is not known. Without a mixture in `before` one at every position is meant.
SameTime sameTime(engine::Json preset, const engine::RunConfig& before, std::int64_t layers);

} // namespace gui
