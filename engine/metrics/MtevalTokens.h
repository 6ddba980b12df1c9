#pragma once

#include <string_view>

#include "engine/metrics/NumberedText.h"

namespace engine {

/// The tokens of mteval-v13a for Western languages, in lower case: four entities are read, punctuation stands alone
/// except an apostrophe, a period or comma between digits, and a hyphen that no digit precedes. `text` must be valid
/// UTF-8; without any word it is one empty token.
Tokens mtevalTokens(std::string_view text);

} // namespace engine
