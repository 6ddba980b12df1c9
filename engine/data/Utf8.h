#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace engine {

/// Bytes of the longest prefix that is valid UTF-8 (no overlong forms, no surrogates, nothing past U+10FFFF).
std::size_t validUtf8Prefix(std::string_view bytes);

/// The text with U+FFFD for each byte that belongs to no valid sequence.
std::string withInvalidReplaced(std::string_view bytes);

/// Appends one code point; `codePoint` must be a Unicode scalar value.
void appendUtf8(std::string& text, char32_t codePoint);

/// Takes the next code point off the front of `text`, which must be valid UTF-8 and not empty.
char32_t takeUtf8(std::string_view& text);

/// A piece of a file fit for a message: in double quotes, control characters and invalid bytes as \xNN, cut when long.
std::string inQuotes(std::string_view bytes);

} // namespace engine
