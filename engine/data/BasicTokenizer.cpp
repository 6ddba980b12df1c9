#include "engine/data/BasicTokenizer.h"

#include <array>
#include <string>
#include <vector>

#include <utf8proc.h>

#include "engine/data/Utf8.h"

namespace engine {

namespace {

using CodePoints = std::vector<utf8proc_int32_t>;

constexpr utf8proc_int32_t replacement = 0xFFFD;

bool isWhiteSpace(utf8proc_int32_t c)
{
    if ((c >= '\t' && c <= '\r') || c == 0x85)
        return true;
    const utf8proc_category_t category = utf8proc_category(c);
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_ZL || category == UTF8PROC_CATEGORY_ZP;
}

/// Categories C*; of them tab and line breaks count as white space.
bool isDropped(utf8proc_int32_t c)
{
    if (c == replacement)
        return true;
    if (c == '\t' || c == '\n' || c == '\r')
        return false;
    switch (utf8proc_category(c)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CO:
    case UTF8PROC_CATEGORY_CS:
        return true;
    default:
        return false;
    }
}

/// The blocks that the original names: unified ideographs with extensions A to E, compatibility ideographs.
bool isIdeograph(utf8proc_int32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF)
        || (c >= 0x2A700 && c <= 0x2B73F) || (c >= 0x2B740 && c <= 0x2B81F) || (c >= 0x2B820 && c <= 0x2CEAF)
        || (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

/// Categories P*, and all of ASCII that is no letter, digit or space ("$" and "^" too).
bool isPunctuation(utf8proc_int32_t c)
{
    if ((c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126))
        return true;
    const utf8proc_category_t category = utf8proc_category(c);
    return category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

/// Character by character: canonical reordering, quadratic in utf8proc, would only touch the marks that are dropped.
CodePoints withoutAccents(const CodePoints& word)
{
    CodePoints result;
    result.reserve(word.size());
    std::array<utf8proc_int32_t, 8> parts{}; // canonical decompositions have 4 at most
    int boundary = 0;
    for (const utf8proc_int32_t c : word) {
        const utf8proc_ssize_t count =
            utf8proc_decompose_char(c, parts.data(), parts.size(), UTF8PROC_DECOMPOSE, &boundary);
        for (utf8proc_ssize_t i = 0; i < count; ++i)
            if (const utf8proc_int32_t part = parts[static_cast<std::size_t>(i)];
                utf8proc_category(part) != UTF8PROC_CATEGORY_MN)
                result.push_back(part);
    }
    return result;
}

/// Character by character, so that a final sigma is a sigma like any other. U+0130 is the only one with two.
CodePoints inLowerCase(const CodePoints& word)
{
    CodePoints result;
    result.reserve(word.size());
    for (const utf8proc_int32_t c : word) {
        result.push_back(utf8proc_tolower(c));
        if (c == 0x130)
            result.push_back(0x307);
    }
    return result;
}

utf8proc_int32_t takeCodePoint(std::string_view& text)
{
    const std::size_t valid = validUtf8Prefix(text.substr(0, 4));
    if (valid > 0)
        return static_cast<utf8proc_int32_t>(takeUtf8(text));
    text.remove_prefix(1);
    return replacement;
}

} // namespace

void BasicTokenizer::split(std::string_view text, const std::function<void(std::string_view)>& word) const
{
    CodePoints pending;
    std::string spelled;
    const auto endWord = [&] {
        if (!spelled.empty())
            word(spelled);
        spelled.clear();
    };
    const auto endPending = [&] {
        if (m_settings.stripsAccents)
            pending = withoutAccents(pending);
        if (m_settings.lowersCase)
            pending = inLowerCase(pending);
        for (const utf8proc_int32_t c : pending) {
            if (isPunctuation(c))
                endWord();
            appendUtf8(spelled, static_cast<char32_t>(c));
            if (isPunctuation(c))
                endWord();
        }
        endWord();
        pending.clear();
    };
    while (!text.empty()) {
        const utf8proc_int32_t c = takeCodePoint(text);
        if (m_settings.cleansText && isDropped(c))
            continue;
        const bool isOwnWord = m_settings.splitsIdeographs && isIdeograph(c);
        const bool isSpace = isWhiteSpace(c);
        if (isOwnWord || isSpace)
            endPending();
        if (!isSpace)
            pending.push_back(c);
        if (isOwnWord)
            endPending();
    }
    endPending();
}

} // namespace engine
