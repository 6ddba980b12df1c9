#pragma once

#include <string>
#include <variant>

#include "engine/run/Describe.h"
#include "engine/run/JsonText.h"

namespace engine {

/// A visitor of describe() that writes each field into a JSON object.
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

/// The JSON object of a described struct.
template <Described T>
Json describedJson(const T& value)
{
    Json json = Json::object();
    JsonWriter writer(json);
    T::describe(value, writer);
    return json;
}

} // namespace engine
