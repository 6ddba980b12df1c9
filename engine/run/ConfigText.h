#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/run/JsonText.h"

namespace engine {

/// A configuration that somebody wrote: parseJson(), and a key that stands twice in one object is an issue as well, with
/// its line and dotted path. The parser would take one of the two values and say nothing.
std::variant<Json, std::vector<Issue>> parseConfiguration(std::string_view text, const std::string& source);

} // namespace engine
