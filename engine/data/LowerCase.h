#pragma once

#include <string>
#include <string_view>

namespace engine {

/// The text in lower case, letter by letter as Unicode pairs them. `text` must be valid UTF-8.
std::string lowerCase(std::string_view text);

} // namespace engine
