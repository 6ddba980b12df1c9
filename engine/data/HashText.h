#pragma once

#include <cstdint>
#include <cstdio>
#include <string>

namespace engine {

/// A hash of data files as runs store it: 16 hexadecimal digits.
inline std::string hashText(std::uint64_t hash)
{
    char text[17];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(hash));
    return text;
}

} // namespace engine
