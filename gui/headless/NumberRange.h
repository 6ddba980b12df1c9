#pragma once

#include <cmath>
#include <string>

#include <CLI/CLI.hpp>

namespace gui {

/// CLI::Range that refuses "nan" too, which is neither below nor above.
inline CLI::Validator numberBetween(double low, double high)
{
    const CLI::Range range(low, high);
    const auto problemOf = [range](std::string& text) {
        double value = 0;
        if (CLI::detail::lexical_cast(text, value) && std::isnan(value))
            return "Value " + text + " is not a number";
        return range(text);
    };
    return CLI::Validator(problemOf, range.get_description());
}

} // namespace gui
