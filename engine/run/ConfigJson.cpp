#include "engine/run/ConfigJson.h"

#include <algorithm>
#include <cmath>

namespace engine {

namespace {

std::string join(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : ", ") + word;
    return text;
}

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
    const auto nearest = std::min_element(known.begin(), known.end(), [&](const auto& a, const auto& b) {
        return distance(word, a) < distance(word, b);
    });
    if (nearest != known.end() && distance(word, *nearest) <= std::max<std::size_t>(2, word.size() / 3))
        return "; did you mean \"" + *nearest + "\"?";
    return "; known here: " + join(known);
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

class JsonWriter {
public:
    explicit JsonWriter(Json& object)
        : m_object(object)
    {
    }

    template <class T>
    void operator()(const Field& field, const T& value)
    {
        if constexpr (NamedEnum<T>) {
            m_object[field.key] = std::string(nameOf(value));
        } else if constexpr (Described<T>) {
            m_object[field.key] = Json::object();
            JsonWriter inner(m_object[field.key]);
            T::describe(value, inner);
        } else if constexpr (IsVariant<T>::value) {
            m_object[field.key] = Json::object();
            JsonWriter(m_object[field.key]).alternative(value);
        } else {
            m_object[field.key] = value;
        }
    }

    template <class Variant>
    void alternative(const Variant& variant)
    {
        std::visit(
            [this](const auto& chosen) {
                using Chosen = std::decay_t<decltype(chosen)>;
                m_object["kind"] = Chosen::kind;
                Chosen::describe(chosen, *this);
            },
            variant);
    }

private:
    Json& m_object;
};

class JsonReader {
public:
    JsonReader(const Json& object, std::string prefix, std::vector<Issue>& issues)
        : m_object(object)
        , m_prefix(std::move(prefix))
        , m_issues(issues)
    {
    }

    template <class T>
    void operator()(const Field& field, T& value)
    {
        m_known.emplace_back(field.key);
        const auto found = m_object.find(field.key);
        if (found == m_object.end())
            return;
        const std::string path = m_prefix + field.key;
        if constexpr (Described<T>)
            readSection(*found, path, [&](JsonReader& inner) { T::describe(value, inner); });
        else if constexpr (IsVariant<T>::value)
            readSection(*found, path, [&](JsonReader& inner) { inner.alternative(value); });
        else
            readValue(field, *found, path, value);
    }

    /// Reads "kind" and then the fields of that alternative; an absent kind keeps the alternative already there.
    template <class Variant>
    void alternative(Variant& variant)
    {
        m_known.emplace_back("kind");
        if (const auto kind = m_object.find("kind"); kind != m_object.end()) {
            if (!kind->is_string() || !choose(variant, kind->get<std::string>())) {
                const std::string given = kind->is_string() ? kind->get<std::string>() : kind->dump();
                complain(m_prefix + "kind", "\"" + given + "\" is not one of " + join(kindsOf(variant)));
                m_skipUnknown = true; // the other keys cannot be judged
                return;
            }
        }
        std::visit([this](auto& chosen) { std::decay_t<decltype(chosen)>::describe(chosen, *this); }, variant);
    }

    void reportUnknownKeys()
    {
        if (m_skipUnknown)
            return;
        for (const auto& [key, value] : m_object.items())
            if (std::find(m_known.begin(), m_known.end(), key) == m_known.end())
                complain(m_prefix + key, "unknown key" + suggestion(key, m_known));
    }

private:
    template <class Read>
    void readSection(const Json& json, const std::string& path, Read read)
    {
        if (!json.is_object()) {
            complain(path, std::string("must be an object, not ") + json.type_name());
            return;
        }
        JsonReader inner(json, path + ".", m_issues);
        read(inner);
        inner.reportUnknownKeys();
    }

    template <class... Ts>
    static bool choose(std::variant<Ts...>& variant, const std::string& kind)
    {
        bool found = false;
        const auto tryOne = [&]<class T>(std::type_identity<T>) {
            if (kind != T::kind)
                return;
            found = true;
            if (!std::holds_alternative<T>(variant))
                variant = T{};
        };
        (tryOne(std::type_identity<Ts>{}), ...);
        return found;
    }

    void complain(const std::string& path, std::string message) { m_issues.push_back({path, std::move(message)}); }

    bool inRange(const Field& field, double number, const std::string& path)
    {
        if (number >= field.minimum && number <= field.maximum)
            return true;
        complain(path, numberText(number) + " is out of range; must be " + rangeText(field));
        return false;
    }

    void readValue(const Field&, const Json& json, const std::string& path, bool& value)
    {
        if (!json.is_boolean())
            return complain(path, "must be true or false, not " + json.dump());
        value = json.get<bool>();
    }

    void readValue(const Field& field, const Json& json, const std::string& path, std::int64_t& value)
    {
        const bool whole = json.is_number()
            && (json.is_number_integer() || json.get<double>() == std::floor(json.get<double>()));
        if (!whole)
            return complain(path, "must be a whole number, not " + json.dump());
        const double number = json.get<double>();
        if (std::abs(number) > largestInteger)
            return complain(path, json.dump() + " is out of range; whole numbers stop at 2^53");
        if (inRange(field, number, path))
            value = static_cast<std::int64_t>(number);
    }

    void readValue(const Field& field, const Json& json, const std::string& path, double& value)
    {
        if (!json.is_number())
            return complain(path, "must be a number, not " + json.dump());
        const double number = json.get<double>();
        if (!std::isfinite(number))
            return complain(path, "must be finite");
        if (inRange(field, number, path))
            value = number;
    }

    void readValue(const Field&, const Json& json, const std::string& path, std::string& value)
    {
        if (!json.is_string())
            return complain(path, "must be text, not " + json.dump());
        value = json.get<std::string>();
    }

    template <NamedEnum E>
    void readValue(const Field&, const Json& json, const std::string& path, E& value)
    {
        if (!json.is_string())
            return complain(path, "must be one of " + join(allNames<E>()) + ", not " + json.dump());
        if (!fromName(json.get<std::string>(), value))
            complain(path, "\"" + json.get<std::string>() + "\" is not one of " + join(allNames<E>()));
    }

    template <class T>
    void readValue(const Field& field, const Json& json, const std::string& path, std::vector<T>& value)
    {
        if (!json.is_array())
            return complain(path, "must be a list, not " + json.dump());
        const std::size_t before = m_issues.size();
        std::vector<T> items(json.size());
        for (std::size_t i = 0; i < json.size(); ++i)
            readValue(field, json[i], path + "[" + std::to_string(i) + "]", items[i]);
        if (m_issues.size() == before)
            value = std::move(items);
    }

    const Json& m_object;
    std::string m_prefix;
    std::vector<Issue>& m_issues;
    std::vector<std::string> m_known;
    bool m_skipUnknown = false;
};

/// A section that is an alternative of `Variant`.
template <class Variant>
Variant sectionFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues)
{
    Variant section;
    if (!json.is_object()) {
        issues.push_back({prefix, "must be a JSON object"});
        return section;
    }
    JsonReader reader(json, prefix + ".", issues);
    reader.alternative(section);
    reader.reportUnknownKeys();
    return section;
}

} // namespace

Json toJson(const RunConfig& config)
{
    Json json = Json::object();
    JsonWriter writer(json);
    RunConfig::describe(config, writer);
    return json;
}

Json toJson(const MethodConfig& config)
{
    Json json = Json::object();
    JsonWriter(json).alternative(config);
    return json;
}

Json toJson(const RoutingConfig& config)
{
    Json json = Json::object();
    JsonWriter(json).alternative(config);
    return json;
}

ParsedConfig configFromJson(const Json& json)
{
    ParsedConfig parsed;
    if (!json.is_object()) {
        parsed.issues.push_back({"configuration", std::string("must be a JSON object, not ") + json.type_name()});
        return parsed;
    }
    JsonReader reader(json, "", parsed.issues);
    RunConfig::describe(parsed.config, reader);
    reader.reportUnknownKeys();
    for (Issue& issue : validate(parsed.config))
        parsed.issues.push_back(std::move(issue));
    return parsed;
}

ParsedConfig configFromText(std::string_view text, const std::string& source)
{
    auto parsed = parseJson(text, source);
    if (auto* issue = std::get_if<Issue>(&parsed))
        return {RunConfig{}, {std::move(*issue)}};
    return configFromJson(std::get<Json>(parsed));
}

RoutingConfig routingFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues)
{
    RoutingConfig routing = sectionFromJson<RoutingConfig>(json, prefix, issues);
    for (Issue& issue : validate(routing, prefix + "."))
        issues.push_back(std::move(issue));
    return routing;
}

MethodConfig methodFromJson(const Json& json, const std::string& prefix, std::vector<Issue>& issues)
{
    return sectionFromJson<MethodConfig>(json, prefix, issues);
}

void overlay(Json& base, const Json& patch)
{
    if (!base.is_object() || !patch.is_object()) {
        base = patch;
        return;
    }
    const auto kind = [](const Json& json) { return json.contains("kind") ? json["kind"] : Json(); };
    if (patch.contains("kind") && kind(base) != kind(patch)) {
        base = patch;
        return;
    }
    for (const auto& [key, value] : patch.items()) {
        if (base.contains(key))
            overlay(base[key], value);
        else
            base[key] = value;
    }
}

std::optional<Issue> applySetting(Json& json, std::string_view setting)
{
    const auto equals = setting.find('=');
    if (equals == std::string_view::npos || equals == 0)
        return Issue{std::string(setting), "must look like a.b=VALUE"};
    const std::string path(setting.substr(0, equals));
    const std::string text(setting.substr(equals + 1));
    auto parsed = parseJson(text, path);
    Json patch = std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json(text);
    std::string_view rest = path;
    while (true) {
        const auto dot = rest.rfind('.');
        const std::string key(dot == std::string_view::npos ? rest : rest.substr(dot + 1));
        if (key.empty())
            return Issue{path, "must be a dotted field such as training.steps"};
        Json outer = Json::object();
        outer[key] = std::move(patch);
        patch = std::move(outer);
        if (dot == std::string_view::npos)
            break;
        rest = rest.substr(0, dot);
    }
    overlay(json, patch);
    return std::nullopt;
}

} // namespace engine
