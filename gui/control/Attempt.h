#pragma once

#include <exception>
#include <optional>
#include <type_traits>

#include <QCoreApplication>
#include <QString>

#include "gui/models/EngineText.h"

namespace gui {

/// What was asked for, or why it could not be had: for work on another thread whose failure belongs to one place of the
/// window.
template <class Result>
struct Attempt
{
    std::optional<Result> result;
    QString problem; ///< a sentence fit for the user, in the language of the screen
};

template <class Action>
Attempt<std::invoke_result_t<Action>> attempt(const Action& action)
{
    try {
        return {action(), {}};
    } catch (const std::exception& error) {
        return {std::nullopt, engineText(error.what()).section(QLatin1Char('\n'), 0, 0)};
    } catch (...) { // of no type that anybody here throws
        return {std::nullopt, QCoreApplication::translate("gui::Worker",
                                                          "something went wrong that does not say what it is")};
    }
}

} // namespace gui
