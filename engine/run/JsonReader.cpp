#include "engine/run/JsonReader.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

constexpr std::size_t longestExcerpt = 200;

/// Edit distance, for "did you mean".
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t above = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
            diagonal = above;
        }
    }
    return row[b.size()];
}

std::string suggestion(const std::string& word, const std::vector<std::string>& known)
{
    const std::string* nearest = nullptr;
    std::size_t least = std::max<std::size_t>(2, word.size() / 3) + 1;
    for (const std::string& one : known) {
        const std::size_t longer = std::max(word.size(), one.size()) - std::min(word.size(), one.size());
        const std::size_t away = longer < least ? distance(word, one) : longer; // never less than the difference
        if (away < least) {
            least = away;
            nearest = &one;
        }
    }
    return nearest != nullptr ? "; did you mean \"" + *nearest + "\"?" : "; known here: " + listed(known);
}

std::string numberText(double value)
{
    return Json(value == std::floor(value) && std::abs(value) < largestInteger
                    ? Json(static_cast<std::int64_t>(value))
                    : Json(value))
        .dump();
}

std::string rangeText(const Field& field)
{
    if (std::isfinite(field.minimum) && std::isfinite(field.maximum))
        return "from " + numberText(field.minimum) + " to " + numberText(field.maximum);
    return std::isfinite(field.minimum) ? "at least " + numberText(field.minimum)
                                        : "at most " + numberText(field.maximum);
}

} // namespace

void JsonReader::reportUnknownKeys()
{
    if (m_skipUnknown)
        return;
    for (const auto& [key, value] : m_object.items())
        if (std::find(m_known.begin(), m_known.end(), key) == m_known.end())
            complain(m_prefix + key, "unknown key" + suggestion(key, m_known));
}

void JsonReader::complainOfKind(const Json& given, const std::vector<std::string>& known)
{
    const std::string text = given.is_string() ? given.get<std::string>() : excerpt(given, longestExcerpt);
    complain(m_prefix + "kind", "\"" + text + "\" is not one of " + listed(known));
    m_skipUnknown = true;
}

void JsonReader::complainOfChoice(const Json& given, const std::string& path, const std::vector<std::string>& known)
{
    if (given.is_string())
        complain(path, "\"" + given.get<std::string>() + "\" is not one of " + listed(known));
    else
        complain(path, "must be one of " + listed(known) + ", not " + excerpt(given, longestExcerpt));
}

bool JsonReader::inRange(const Field& field, double number, const std::string& path)
{
    if (number >= field.minimum && number <= field.maximum)
        return true;
    complain(path, numberText(number) + " is out of range; must be " + rangeText(field));
    return false;
}

void JsonReader::readValue(const Field&, const Json& json, const std::string& path, bool& value)
{
    if (!json.is_boolean())
        return complain(path, "must be true or false, not " + excerpt(json, longestExcerpt));
    value = json.get<bool>();
}

void JsonReader::readValue(const Field& field, const Json& json, const std::string& path, std::int64_t& value)
{
    const bool whole = json.is_number()
        && (json.is_number_integer() || json.get<double>() == std::floor(json.get<double>()));
    if (!whole)
        return complain(path, "must be a whole number, not " + excerpt(json, longestExcerpt));
    const double number = json.get<double>();
    if (std::abs(number) > largestInteger)
        return complain(path, excerpt(json, longestExcerpt) + " is out of range; whole numbers stop at 2^53");
    if (inRange(field, number, path))
        value = static_cast<std::int64_t>(number);
}

void JsonReader::readValue(const Field& field, const Json& json, const std::string& path, double& value)
{
    if (!json.is_number())
        return complain(path, "must be a number, not " + excerpt(json, longestExcerpt));
    const double number = json.get<double>();
    if (!std::isfinite(number))
        return complain(path, "must be finite");
    if (inRange(field, number, path))
        value = number;
}

void JsonReader::readValue(const Field&, const Json& json, const std::string& path, std::string& value)
{
    if (!json.is_string())
        return complain(path, "must be text, not " + excerpt(json, longestExcerpt));
    value = json.get<std::string>();
}

} // namespace engine
