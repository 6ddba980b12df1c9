#include "engine/run/ConfigText.h"

#include <map>
#include <utility>

#include "engine/run/VisibleText.h"

namespace engine {

namespace {

constexpr std::size_t mostRepeats = 100; // more are no help
constexpr std::size_t longestKey = 60;   // bytes of a message

/// Looks for keys that stand twice in one object of a document that the parser has taken. (A callback of the parser has
/// no lines, and with one the parser searches an object after each of its members.)
class KeyWatch final {
public:
    KeyWatch(std::string_view text, const std::string& source)
        : m_text(text)
        , m_source(source)
    {
    }

    std::vector<Issue> repeats()
    {
        for (std::size_t i = 0; i < m_text.size() && m_issues.size() < mostRepeats; ++i) {
            const char c = m_text[i];
            if (c == '\n')
                ++m_line;
            else if (c == '"')
                i = endOfString(i);
            else if (c == '{' || c == '[')
                m_open.emplace_back();
            else if (c == ':' && !m_open.empty())
                takeKey();
            else if ((c == '}' || c == ']') && !m_open.empty())
                m_open.pop_back();
        }
        return std::move(m_issues);
    }

private:
    /// An object or a list.
    struct Open
    {
        std::map<std::string, std::size_t> lines; ///< where each key stood first
        std::string key;                          ///< the newest one; empty in a list
    };

    /// Keeps the string, which may be a key.
    std::size_t endOfString(std::size_t start)
    {
        std::size_t end = start + 1;
        while (end < m_text.size() && m_text[end] != '"')
            end += m_text[end] == '\\' ? 2 : 1;
        m_string = m_text.substr(start, end - start + 1);
        return end;
    }

    void takeKey()
    {
        Open& object = m_open.back();
        object.key = Json::parse(m_string).get<std::string>(); // two spellings of one key are one
        const auto [first, isNew] = object.lines.emplace(object.key, m_line);
        if (!isNew)
            m_issues.push_back({m_source + ":" + std::to_string(m_line),
                                "\"" + path() + "\" is given twice, first in line " + std::to_string(first->second)
                                    + "; keep one of the two"});
    }

    std::string path() const
    {
        std::string dotted;
        for (const Open& each : m_open)
            if (!each.key.empty())
                dotted += (dotted.empty() ? "" : ".") + visibleText(cutText(each.key, longestKey));
        return dotted;
    }

    const std::string_view m_text;
    const std::string& m_source;
    std::size_t m_line = 1;
    std::string_view m_string; ///< the newest one, in its quotes
    std::vector<Open> m_open;  ///< the outermost first
    std::vector<Issue> m_issues;
};

} // namespace

std::variant<Json, std::vector<Issue>> parseConfiguration(std::string_view text, const std::string& source)
{
    using Parsed = std::variant<Json, std::vector<Issue>>;
    auto parsed = parseJson(text, source);
    if (auto* issue = std::get_if<Issue>(&parsed))
        return Parsed(std::in_place_type<std::vector<Issue>>, 1, std::move(*issue));
    std::vector<Issue> repeats = KeyWatch(text, source).repeats();
    if (!repeats.empty())
        return Parsed(std::in_place_type<std::vector<Issue>>, std::move(repeats));
    return Parsed(std::in_place_type<Json>, std::get<Json>(std::move(parsed)));
}

} // namespace engine
