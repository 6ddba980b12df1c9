#include "engine/run/VisibleText.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace engine {

namespace {

constexpr const char* replacement = "\xEF\xBF\xBD"; // U+FFFD

struct Character
{
    std::uint32_t code = 0;
    std::size_t bytes = 1;
    bool isValid = false;
};

/// The character that begins `text`, by table 3-7 of the Unicode standard (no overlong forms, no surrogates).
Character firstOf(std::string_view text)
{
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    const std::uint8_t lead = byte(0);
    if (lead < 0x80)
        return {lead, 1, true};
    const std::size_t bytes = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4 || text.size() < bytes)
        return {};
    std::uint32_t code = lead & (0xFFU >> (bytes + 1));
    for (std::size_t i = 1; i < bytes; ++i) {
        if ((byte(i) & 0xC0) != 0x80)
            return {};
        code = code << 6 | (byte(i) & 0x3FU);
    }
    const std::uint32_t least = bytes == 4 ? 0x10000 : bytes == 3 ? 0x800 : 0x80;
    if (code < least || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF))
        return {};
    return {code, bytes, true};
}

/// Controls of C0 and C1, DEL, ends of lines and paragraphs, marks and overrides of direction, invisible marks.
bool isHidden(std::uint32_t code)
{
    return code < 0x20 || (code >= 0x7F && code <= 0x9F) || code == 0x61C || code == 0x200B || code == 0x200E
        || code == 0x200F || (code >= 0x2028 && code <= 0x202E) || (code >= 0x2060 && code <= 0x206F) || code == 0xFEFF;
}

bool isLineEndOrTab(std::string_view text)
{
    return text.front() == '\n' || text.front() == '\t' || text.starts_with("\r\n");
}

std::string escapeOf(std::uint32_t code)
{
    if (code == '\n')
        return "\\n";
    if (code == '\t')
        return "\\t";
    if (code == '\r')
        return "\\r";
    std::array<char, 8> text{};
    std::snprintf(text.data(), text.size(), "\\u%04x", static_cast<unsigned>(code & 0xFFFF));
    return text.data();
}

} // namespace

std::string visibleText(std::string_view text, Unchanged unchanged)
{
    std::string visible;
    visible.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Character character = firstOf(text.substr(at));
        const bool isKept = unchanged == Unchanged::LineEndsAndTabs && isLineEndOrTab(text.substr(at));
        if (!character.isValid)
            visible += replacement;
        else if (isHidden(character.code) && !isKept)
            visible += escapeOf(character.code);
        else
            visible += text.substr(at, character.bytes);
        at += character.bytes;
    }
    return visible;
}

bool isUtf8(std::string_view text)
{
    while (!text.empty()) {
        const Character character = firstOf(text);
        if (!character.isValid)
            return false;
        text.remove_prefix(character.bytes);
    }
    return true;
}

std::string_view cutText(std::string_view text, std::size_t longest)
{
    if (text.size() <= longest)
        return text;
    while (longest > 0 && (static_cast<unsigned char>(text[longest]) & 0xC0) == 0x80)
        --longest;
    return text.substr(0, longest);
}

} // namespace engine
