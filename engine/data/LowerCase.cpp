#include "engine/data/LowerCase.h"

#include <pcre2.h>

#include <algorithm>
#include <memory>

#include "engine/run/Error.h"

namespace engine {

namespace {

struct FreeCode
{
    void operator()(pcre2_code* code) const { pcre2_code_free(code); }
};

using Code = std::unique_ptr<pcre2_code, FreeCode>;

PCRE2_SPTR units(const char* text)
{
    return reinterpret_cast<PCRE2_SPTR>(text);
}

/// Any text that is not empty.
Code compiledWhole()
{
    int error = 0;
    PCRE2_SIZE offset = 0;
    return Code(pcre2_compile(units(".+"), PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_UCP | PCRE2_DOTALL, &error, &offset,
                              nullptr));
}

/// PCRE2 brings Unicode's tables; its replacement text can put a whole match into lower case.
std::string lowerUnicode(std::string_view text)
{
    static const Code whole = compiledWhole();
    std::string lower(2 * text.size() + 1, '\0'); // the longest growth is from two bytes to three
    PCRE2_SIZE length = lower.size();
    const int found = pcre2_substitute(whole.get(), units(text.data()), text.size(), 0,
                                       PCRE2_SUBSTITUTE_EXTENDED | PCRE2_NO_UTF_CHECK, nullptr, nullptr, units("\\L$0"),
                                       PCRE2_ZERO_TERMINATED, reinterpret_cast<PCRE2_UCHAR*>(lower.data()), &length);
    if (found < 0)
        throw Error("text could not be put into lower case (PCRE2 error " + std::to_string(found) + ")");
    lower.resize(length);
    return lower;
}

} // namespace

std::string lowerCase(std::string_view text)
{
    if (std::any_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }))
        return lowerUnicode(text);
    std::string lower(text);
    for (char& c : lower)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return lower;
}

} // namespace engine
