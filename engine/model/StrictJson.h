#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json.hpp>

namespace engine {

/// The JSON object that a file of weights carries. Throws BadInput(file, …) with `subject` ("its header") when it is
/// no object, names a key twice in one object or nests deeper than 4.
nlohmann::json parseStrictJson(std::string_view text, const std::string& file, const std::string& subject);

} // namespace engine
