#include "engine/metrics/MtevalTokens.h"

#include <array>
#include <string>
#include <utility>

#include "engine/data/LowerCase.h"
#include "engine/data/Utf8.h"

namespace engine {

namespace {

/// Each entity in turn, so that "&amp;lt;" becomes "<" as in the script.
std::string withoutEntities(std::string text)
{
    constexpr std::array<std::pair<std::string_view, char>, 4> entities = {
        {{"&quot;", '"'}, {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}}};
    for (const auto& [entity, character] : entities) {
        std::string result;
        std::string_view rest = text;
        for (std::size_t at = rest.find(entity); at != std::string_view::npos; at = rest.find(entity)) {
            result.append(rest.substr(0, at)).push_back(character);
            rest.remove_prefix(at + entity.size());
        }
        text = result.append(rest);
    }
    return text;
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isPointOrComma(char c)
{
    return c == '.' || c == ',';
}

/// ASCII punctuation but . , - and '.
bool standsAlone(char c)
{
    return (c >= '!' && c <= '&') || (c >= '(' && c <= '+') || c == '/' || (c >= ':' && c <= '@')
        || (c >= '[' && c <= '`') || (c >= '{' && c <= '~');
}

/// Walks over pairs of neighbouring characters as a global substitution does: where `matches` holds, both are written
/// by `write` and neither is looked at again.
template <class Matches, class Write>
std::string substitutePairs(const std::string& text, Matches matches, Write write)
{
    std::string result;
    result.reserve(text.size() * 2);
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (i + 1 < text.size() && matches(text[i], text[i + 1])) {
            write(result, text[i], text[i + 1]);
            ++i;
        } else {
            result.push_back(text[i]);
        }
    }
    return result;
}

std::string spaced(std::string_view text)
{
    std::string apart = " ";
    for (const char c : text) {
        if (standsAlone(c))
            apart.append({' ', c, ' '});
        else
            apart.push_back(c);
    }
    apart.push_back(' ');
    const auto secondAlone = [](std::string& out, char first, char second) { out.append({first, ' ', second, ' '}); };
    apart = substitutePairs(
        apart, [](char first, char second) { return !isDigit(first) && isPointOrComma(second); }, secondAlone);
    apart = substitutePairs(
        apart, [](char first, char second) { return isPointOrComma(first) && !isDigit(second); },
        [](std::string& out, char first, char second) {
            out.append({' ', first, ' ', second});
        });
    return substitutePairs(
        apart, [](char first, char second) { return isDigit(first) && second == '-'; }, secondAlone);
}

/// White space as Python's Unicode strings know it.
bool isBlank(char32_t c)
{
    return c == ' ' || (c >= 0x09 && c <= 0x0D) || (c >= 0x1C && c <= 0x1F) || c == 0x85 || c == 0xA0 || c == 0x1680
        || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

} // namespace

Tokens mtevalTokens(std::string_view text)
{
    const std::string apart = lowerCase(spaced(withoutEntities(std::string(text))));
    Tokens tokens;
    std::string token;
    std::string_view rest = apart;
    while (!rest.empty()) {
        const std::string_view before = rest;
        if (!isBlank(takeUtf8(rest)))
            token.append(before.substr(0, before.size() - rest.size()));
        else if (!token.empty())
            tokens.push_back(std::exchange(token, {}));
    }
    return tokens.empty() ? Tokens{""} : tokens;
}

} // namespace engine
