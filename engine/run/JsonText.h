#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "engine/run/Error.h"

/// JSON from text that may be anyone's.
namespace engine {

/// Keys keep the order of describe().
using Json = nlohmann::ordered_json;

/// A JSON document from text, or the issue (with line) why not. Nesting deeper than 64 and objects of more than 10,000
/// members are refused.
std::variant<Json, Issue> parseJson(std::string_view text, const std::string& source);

/// Refuses fractions by Json::type_error; get() would make some number of them, of large ones any.
inline std::int64_t wholeOf(const Json& value)
{
    return value.get_ref<const Json::number_integer_t&>();
}

/// The text that an object has under a key; empty where it has none there, and of what is no object.
inline std::string textAt(const Json& object, const char* key)
{
    const auto found = object.is_object() ? object.find(key) : object.end();
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// What a JSON parser's message says, without its position and cut when it quotes a long text; bytes that are no UTF-8
/// become U+FFFD.
std::string syntaxProblem(std::string_view what);

/// The value as JSON for a message, cut between two characters when it is longer than this many bytes.
std::string excerpt(const Json& value, std::size_t longest = 60);

} // namespace engine
