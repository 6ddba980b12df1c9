#pragma once

#include <type_traits>

#include "engine/run/Describe.h"
#include "engine/run/JsonText.h"

namespace engine {

/// A visitor of describe() that reads each field from a JSON object: absent ones keep their value, and every misspelt
/// key, wrong type and value out of range is an issue with its dotted path.
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
                complainOfKind(*kind, kindsOf(variant));
                return;
            }
        }
        std::visit([this](auto& chosen) { std::decay_t<decltype(chosen)>::describe(chosen, *this); }, variant);
    }

    void reportUnknownKeys();

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
        const auto tryOne = [&](auto alternative) {
            using T = decltype(alternative);
            if (kind != T::kind)
                return;
            found = true;
            if (!std::holds_alternative<T>(variant))
                variant = std::move(alternative);
        };
        (tryOne(Ts{}), ...);
        return found;
    }

    void complain(const std::string& path, std::string message) { m_issues.push_back({path, std::move(message)}); }
    /// The other keys cannot be judged then.
    void complainOfKind(const Json& given, const std::vector<std::string>& known);
    void complainOfChoice(const Json& given, const std::string& path, const std::vector<std::string>& known);
    bool inRange(const Field& field, double number, const std::string& path);

    void readValue(const Field& field, const Json& json, const std::string& path, bool& value);
    void readValue(const Field& field, const Json& json, const std::string& path, std::int64_t& value);
    void readValue(const Field& field, const Json& json, const std::string& path, double& value);
    void readValue(const Field& field, const Json& json, const std::string& path, std::string& value);

    template <NamedEnum E>
    void readValue(const Field&, const Json& json, const std::string& path, E& value)
    {
        if (!json.is_string() || !fromName(json.get<std::string>(), value))
            complainOfChoice(json, path, allNames<E>());
    }

    template <class T>
    void readValue(const Field& field, const Json& json, const std::string& path, std::vector<T>& value)
    {
        if (!json.is_array())
            return complain(path, "must be a list, not " + excerpt(json, 200));
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

} // namespace engine
