#pragma once

#include <array>
#include <cstdio>
#include <string>

namespace gui {

/// As std::printf writes it, at most 63 bytes.
template <class... Values>
std::string formatted(const char* format, Values... values)
{
    std::array<char, 64> buffer{};
    std::snprintf(buffer.data(), buffer.size(), format, values...);
    return buffer.data();
}

} // namespace gui
