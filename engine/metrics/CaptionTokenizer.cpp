#include "engine/metrics/CaptionTokenizer.h"

#include <algorithm>
#include <array>

#include "engine/data/LowerCase.h"
#include "engine/data/Utf8.h"
#include "engine/metrics/BritishSpelling.h"

namespace engine {

namespace {

/// Rules look no farther, so that a text of any shape takes time in proportion to its length.
constexpr std::size_t farthest = 1024; // bytes

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Length of a word at the front that no other rule can make longer: letters up to a blank, or up to a comma and a
/// blank. 0 when the rules must look.
std::size_t plainWord(std::string_view text)
{
    constexpr std::array<std::string_view, 6> assimilated = {"cannot", "gonna", "wanna", "gotta", "gimme", "lemme"};
    const auto end = std::find_if_not(text.begin(), text.end(), isLetter);
    const auto length = static_cast<std::size_t>(end - text.begin());
    std::string_view rest = text.substr(length);
    if (rest.starts_with(','))
        rest.remove_prefix(1);
    if (length == 0 || length > farthest || (!rest.empty() && rest.front() != ' '))
        return 0;
    if (length < 5 || length > 6)
        return length;
    const std::string lower = lowerCase(text.substr(0, length));
    return std::find(assimilated.begin(), assimilated.end(), lower) == assimilated.end() ? length : 0;
}

/// The front of `text` that rules may look at, not ending within a character.
std::string_view window(std::string_view text)
{
    std::size_t size = std::min(text.size(), farthest);
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80)
        --size;
    return text.substr(0, size);
}

/// What coco-caption leaves out. It compares after lower-casing, so the brackets' names ("-lrb-") are words to it.
bool isPunctuation(std::string_view token)
{
    constexpr std::array<std::string_view, 13> dropped = {"''", "'", "``", "`",  ".",   "?", "!",
                                                          ",",  ":", "-",  "--", "...", ";"};
    return std::find(dropped.begin(), dropped.end(), token) != dropped.end();
}

} // namespace

CaptionTokenizer::CaptionTokenizer()
{
    for (const PtbRule& rule : ptbRules())
        m_rules.push_back({Pattern(rule.expression.c_str()), rule.token});
}

void CaptionTokenizer::take(std::string_view& text, Tokens& tokens)
{
    if (const std::size_t length = plainWord(text); length > 0) {
        tokens.push_back(americanSpelling(text.substr(0, length)));
        text.remove_prefix(length);
        return;
    }
    const std::string_view seen = window(text);
    Pattern::Match best;
    const Rule* chosen = nullptr;
    for (Rule& rule : m_rules)
        if (const auto match = rule.pattern.matchAt(seen, 0); match && match->whole > best.whole) {
            best = *match;
            chosen = &rule;
        }
    if (chosen == nullptr) {
        takeUtf8(text); // a character that is in no token
        return;
    }
    std::string token = chosen->token(text.substr(0, best.group));
    if (!token.empty())
        tokens.push_back(std::move(token));
    text.remove_prefix(best.group);
}

Tokens CaptionTokenizer::treebank(std::string_view text)
{
    Tokens tokens;
    while (!text.empty())
        if (text.front() == ' ')
            text.remove_prefix(1);
        else
            take(text, tokens);
    return tokens;
}

Tokens CaptionTokenizer::words(std::string_view text)
{
    Tokens tokens = treebank(text);
    for (std::string& token : tokens)
        token = lowerCase(token);
    std::erase_if(tokens, isPunctuation);
    return tokens;
}

} // namespace engine
