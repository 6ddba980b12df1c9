#include "engine/run/JsonText.h"

#include <algorithm>
#include <vector>

#include "engine/run/VisibleText.h"

namespace engine {

namespace {

constexpr std::size_t deepestNesting = 64;
constexpr std::size_t mostMembers = 10'000; // an object that keeps its order looks for each key among all before it

/// Why the parser must not see the text: it would need too much stack or time. Empty where it may.
std::string shapeProblem(std::string_view text)
{
    std::vector<std::size_t> members; // of each object or list that is open
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
            members.push_back(0);
            if (members.size() > deepestNesting)
                return "JSON is nested deeper than " + std::to_string(deepestNesting) + " levels";
        } else if ((c == '}' || c == ']') && !members.empty()) {
            members.pop_back();
        } else if (c == ':' && !members.empty() && ++members.back() > mostMembers) {
            return "an object has more than " + std::to_string(mostMembers) + " members";
        }
    }
    return {};
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
    return visibleText(cutText(what, longest)) + (what.size() > longest ? "…" : "");
}

std::string excerpt(const Json& value, std::size_t longest)
{
    const std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
    return std::string(cutText(text, longest)) + (text.size() > longest ? "…" : "");
}

std::variant<Json, Issue> parseJson(std::string_view text, const std::string& source)
{
    if (std::string problem = shapeProblem(text); !problem.empty())
        return Issue{source, std::move(problem)};
    const auto issueAt = [&](std::size_t byte, const char* what) {
        const std::string_view before = text.substr(0, byte);
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        return Issue{source + ":" + std::to_string(line), "not valid JSON: " + syntaxProblem(what)};
    };
    // Between values the parser would take it for the end of the text and leave the rest unread.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        return issueAt(zero, "a byte 0, which no JSON has; remove it");
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        return issueAt(error.byte, error.what());
    } catch (const Json::out_of_range& error) { // a number that no double can hold; the parser quotes it at the end
        return issueAt(text.find(betweenQuotes(error.what())), error.what());
    }
}

} // namespace engine
