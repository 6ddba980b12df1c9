#include "engine/data/Utf8.h"

namespace engine {

namespace {

/// Length of the valid sequence at the front of `bytes`, 0 when there is none. The table is Unicode's 3-7.
std::size_t sequenceLength(std::string_view bytes)
{
    const auto at = [&](std::size_t i) { return static_cast<unsigned char>(bytes[i]); };
    const unsigned char first = at(0);
    if (first < 0x80)
        return 1;
    const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
    if (length == 0 || bytes.size() < length)
        return 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (first == 0xE0)
        low = 0xA0;
    else if (first == 0xED)
        high = 0x9F;
    else if (first == 0xF0)
        low = 0x90;
    else if (first == 0xF4)
        high = 0x8F;
    if (at(1) < low || at(1) > high)
        return 0;
    for (std::size_t i = 2; i < length; ++i)
        if ((at(i) & 0xC0) != 0x80)
            return 0;
    return length;
}

} // namespace

std::size_t validUtf8Prefix(std::string_view bytes)
{
    std::size_t position = 0;
    while (position < bytes.size()) {
        const std::size_t length = sequenceLength(bytes.substr(position));
        if (length == 0)
            break;
        position += length;
    }
    return position;
}

std::string withInvalidReplaced(std::string_view bytes)
{
    constexpr char32_t replacement = 0xFFFD;
    std::string text;
    while (true) {
        const std::size_t valid = validUtf8Prefix(bytes);
        text += bytes.substr(0, valid);
        if (valid == bytes.size())
            return text;
        appendUtf8(text, replacement);
        bytes.remove_prefix(valid + 1);
    }
}

void appendUtf8(std::string& text, char32_t codePoint)
{
    const auto put = [&](char32_t byte) { text.push_back(static_cast<char>(byte)); };
    if (codePoint < 0x80) {
        put(codePoint);
    } else if (codePoint < 0x800) {
        put(0xC0 | (codePoint >> 6));
        put(0x80 | (codePoint & 0x3F));
    } else if (codePoint < 0x10000) {
        put(0xE0 | (codePoint >> 12));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    } else {
        put(0xF0 | (codePoint >> 18));
        put(0x80 | ((codePoint >> 12) & 0x3F));
        put(0x80 | ((codePoint >> 6) & 0x3F));
        put(0x80 | (codePoint & 0x3F));
    }
}

char32_t takeUtf8(std::string_view& text)
{
    const auto at = [&](std::size_t i) { return static_cast<char32_t>(static_cast<unsigned char>(text[i])); };
    const std::size_t length = sequenceLength(text);
    char32_t codePoint = length == 1 ? at(0) : at(0) & (0xFFU >> (length + 1));
    for (std::size_t i = 1; i < length; ++i)
        codePoint = (codePoint << 6) | (at(i) & 0x3F);
    text.remove_prefix(length);
    return codePoint;
}

std::string inQuotes(std::string_view bytes)
{
    constexpr std::size_t longest = 60;
    constexpr char digits[] = "0123456789abcdef";
    std::string text = "\"";
    std::size_t position = 0;
    while (position < bytes.size() && position < longest) {
        const auto byte = static_cast<unsigned char>(bytes[position]);
        const std::size_t length = sequenceLength(bytes.substr(position));
        if (length == 0 || byte < 0x20 || byte == 0x7F) {
            text += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
            ++position;
        } else {
            text += bytes.substr(position, length);
            position += length;
        }
    }
    return text + (position < bytes.size() ? "…\"" : "\"");
}

} // namespace engine
