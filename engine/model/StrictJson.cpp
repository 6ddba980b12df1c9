#include "engine/model/StrictJson.h"

#include <set>
#include <vector>

#include "engine/data/Utf8.h"
#include "engine/run/Error.h"

namespace engine {

namespace {

constexpr int deepest = 4;

/// Watches the parser and keeps the first problem.
class Watch {
public:
    using Event = nlohmann::json::parse_event_t;

    bool operator()(int depth, Event event, nlohmann::json& parsed)
    {
        if (depth > deepest)
            m_problem = "is nested too deeply";
        else if (event == Event::object_start)
            m_keys.emplace_back();
        else if (event == Event::object_end && !m_keys.empty())
            m_keys.pop_back();
        else if (event == Event::key && !m_keys.empty() && !m_keys.back().insert(parsed.get<std::string>()).second)
            m_problem = "names " + inQuotes(parsed.get<std::string>()) + " twice";
        return m_problem.empty();
    }

    const std::string& problem() const { return m_problem; }

private:
    std::vector<std::set<std::string>> m_keys;
    std::string m_problem;
};

} // namespace

nlohmann::json parseStrictJson(std::string_view text, const std::string& file, const std::string& subject)
{
    Watch watch;
    const nlohmann::json json = nlohmann::json::parse(
        text.begin(), text.end(),
        [&](int depth, Watch::Event event, nlohmann::json& parsed) {
            return watch.problem().empty() && watch(depth, event, parsed);
        },
        false);
    if (!watch.problem().empty())
        throw BadInput(file, subject + " " + watch.problem());
    if (!json.is_object())
        throw BadInput(file, subject + " is not a JSON object");
    return json;
}

} // namespace engine
