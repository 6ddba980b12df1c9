#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace storage {

/// Capital letters of ASCII made small; every other byte stays, so that UTF-8 does.
inline char lowered(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lowered(std::string_view text)
{
    std::string lower(text);
    std::transform(lower.begin(), lower.end(), lower.begin(), [](char c) { return lowered(c); });
    return lower;
}

} // namespace storage
