#pragma once

#include <QCoreApplication>

#include <string_view>
#include <utility>

#include "gui/models/CountedUnits.h"

namespace gui {

/// A text of the configuration's description (label, help, section) in the language of the screen.
inline QString fieldText(const char* text)
{
    return *text == '\0' ? QString() : QCoreApplication::translate("engine::Field", text);
}

/// A unit of the configuration's description: "step", "steps".
inline CountedUnits fieldUnits(const char* unit)
{
    static constexpr std::pair<std::string_view, const char*> singulars[] = {
        {"batches", QT_TRANSLATE_NOOP("engine::Field", "batch")},
        {"evaluations", QT_TRANSLATE_NOOP("engine::Field", "evaluation")},
        {"layers", QT_TRANSLATE_NOOP("engine::Field", "layer")},
        {"rows", QT_TRANSLATE_NOOP("engine::Field", "row")},
        {"steps", QT_TRANSLATE_NOOP("engine::Field", "step")},
        {"texts", QT_TRANSLATE_NOOP("engine::Field", "text")},
        {"tokens", QT_TRANSLATE_NOOP("engine::Field", "token")}};
    for (const auto& [many, one] : singulars)
        if (many == unit)
            return {fieldText(one), fieldText(unit)};
    return {fieldText(unit), fieldText(unit)};
}

} // namespace gui
