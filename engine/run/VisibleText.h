#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// Which of the characters that do not show stay as they are.
enum class Unchanged { Nothing, LineEndsAndTabs };

/// A text of unknown origin as it can be shown in a terminal or on a page: what steers a terminal (control characters)
/// or turns the direction of the text around it becomes an escape as in JSON ("\u001b", "\n"), bytes that are not UTF-8
/// become U+FFFD. A second pass changes nothing.
std::string visibleText(std::string_view text, Unchanged unchanged = Unchanged::Nothing);

bool isUtf8(std::string_view text);

/// The first bytes of a text, `longest` at most, cut between two characters.
std::string_view cutText(std::string_view text, std::size_t longest);

} // namespace engine
