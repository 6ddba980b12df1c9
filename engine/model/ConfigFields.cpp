#include "engine/model/ConfigFields.h"

namespace engine {

ConfigFields::ConfigFields(const Json& json, std::string file)
    : m_json(json)
    , m_file(std::move(file))
{
}

std::int64_t ConfigFields::integer(const char* key, std::int64_t minimum, std::int64_t maximum,
                                   std::optional<std::int64_t> fallback)
{
    const auto found = m_json.find(key);
    if (fallback && (found == m_json.end() || found->is_null()))
        return *fallback;
    if (found == m_json.end() || !found->is_number_integer()) {
        problem(key, "must be a whole number");
        return minimum;
    }
    const auto value = found->get<std::int64_t>();
    if (value >= minimum && value <= maximum)
        return value;
    problem(key,
            "is " + found->dump() + ", must be from " + std::to_string(minimum) + " to " + std::to_string(maximum));
    return minimum;
}

double ConfigFields::real(const char* key, double minimum, double maximum, double fallback)
{
    const auto found = m_json.find(key);
    if (found == m_json.end() || found->is_null())
        return fallback;
    if (!found->is_number() || found->get<double>() < minimum || found->get<double>() > maximum) {
        problem(key,
                "is " + excerpt(*found, 40) + ", must be a number from " + Json(minimum).dump() + " to "
                    + Json(maximum).dump());
        return fallback;
    }
    return found->get<double>();
}

bool ConfigFields::flag(const char* key, bool fallback)
{
    const auto found = m_json.find(key);
    if (found == m_json.end() || found->is_null())
        return fallback;
    if (!found->is_boolean())
        problem(key, "is " + excerpt(*found, 40) + ", must be true or false");
    return found->is_boolean() ? found->get<bool>() : fallback;
}

void ConfigFields::mustBe(const char* key, const std::vector<std::string>& allowed, const std::string& meaning)
{
    const auto found = m_json.find(key);
    if (found == m_json.end())
        return;
    for (const std::string& value : allowed)
        if (found->is_string() && found->get<std::string>() == value)
            return;
    problem(key, "is " + excerpt(*found) + ", but " + meaning);
}

void ConfigFields::problem(const std::string& key, const std::string& message)
{
    m_issues.push_back({m_file, "\"" + key + "\" " + message});
}

void ConfigFields::throwIfAny() const
{
    if (!m_issues.empty())
        throw BadInput(m_issues);
}

} // namespace engine
