#include "engine/run/JsonText.h"

#include <algorithm>

namespace engine {

namespace {

int nestingOf(std::string_view text)
{
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted) {
            if (c == '\\')
                ++i;
            else if (c == '"')
                quoted = false;
        } else if (c == '"') {
            quoted = true;
        } else if (c == '{' || c == '[') {
            deepest = std::max(deepest, ++depth);
        } else if (c == '}' || c == ']') {
            --depth;
        }
    }
    return deepest;
}

std::string_view betweenQuotes(std::string_view text)
{
    const std::size_t first = text.find('\'');
    const std::size_t last = text.rfind('\'');
    return first == last ? std::string_view() : text.substr(first + 1, last - first - 1);
}

} // namespace

std::string syntaxProblem(std::string_view what)
{
    constexpr std::size_t longest = 200;
    if (const auto column = what.find("column"); column != std::string_view::npos)
        if (const auto colon = what.find(": ", column); colon != std::string_view::npos)
            what.remove_prefix(colon + 2);
    if (what.starts_with("[json.exception"))
        what.remove_prefix(std::min(what.find("] "), what.size() - 2) + 2);
    if (what.size() <= longest)
        return std::string(what);
    std::size_t end = longest;
    while (end > 0 && (static_cast<unsigned char>(what[end]) & 0xC0) == 0x80) // not within a character
        --end;
    return std::string(what.substr(0, end)) + "…";
}

std::variant<Json, Issue> parseJson(std::string_view text, const std::string& source)
{
    if (nestingOf(text) > 64)
        return Issue{source, "JSON is nested deeper than 64 levels"};
    const auto issueAt = [&](std::size_t byte, const char* what) {
        const auto end = text.begin() + static_cast<std::ptrdiff_t>(std::min(byte, text.size()));
        const auto line = 1 + std::count(text.begin(), end, '\n');
        return Issue{source + ":" + std::to_string(line), "not valid JSON: " + syntaxProblem(what)};
    };
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return issueAt(error.byte, error.what());
    } catch (const Json::out_of_range& error) { // a number that no double can hold; the parser quotes it at the end
        return issueAt(text.find(betweenQuotes(error.what())), error.what());
    }
}

} // namespace engine
