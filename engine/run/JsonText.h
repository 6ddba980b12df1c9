#pragma once

#include <string>
#include <string_view>
#include <variant>

#include <nlohmann/json.hpp>

#include "engine/run/Error.h"

/// JSON from text that may be anyone's.
namespace engine {

/// Keys keep the order of describe().
using Json = nlohmann::ordered_json;

/// A JSON document from text, or the issue (with line) why not. Nesting deeper than 64 is refused.
std::variant<Json, Issue> parseJson(std::string_view text, const std::string& source);

/// What a JSON parser's message says, without its position and cut when it quotes a long text.
std::string syntaxProblem(std::string_view what);

} // namespace engine
