#include "storage/export/CsvCell.h"

#include <string_view>

namespace storage {

namespace {

bool isFormula(std::string_view text)
{
    constexpr std::string_view begin = "=@\t\r";
    constexpr std::string_view sign = "+-";
    constexpr std::string_view calls = "(|!="; // a function, another program, another sheet, a comparison
    if (text.empty())
        return false;
    return begin.find(text.front()) != std::string_view::npos
        || (sign.find(text.front()) != std::string_view::npos && text.find_first_of(calls) != std::string_view::npos);
}

} // namespace

std::string csvCell(const std::string& text)
{
    std::string shown = isFormula(text) ? "'" + text : text;
    if (shown.find_first_of(",\"\r\n") == std::string::npos)
        return shown;
    std::string quoted = "\"";
    for (const char c : shown)
        quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + '"';
}

} // namespace storage
