#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

/// Several files as one input, divided by what stands in no text of these formats.
namespace fuzz {

inline constexpr std::string_view partDivider = "\x1E\n";

inline std::string joinedParts(const std::vector<std::string>& parts)
{
    std::string bytes;
    for (const std::string& part : parts)
        bytes += (&part == &parts.front() ? std::string() : std::string(partDivider)) + part;
    return bytes;
}

/// So many parts; missing ones are empty, and the last one takes what is left.
inline std::vector<std::string_view> splitParts(std::span<const char> bytes, std::size_t count)
{
    std::string_view rest(bytes.data(), bytes.size());
    std::vector<std::string_view> parts;
    while (parts.size() + 1 < count) {
        const std::size_t end = rest.find(partDivider);
        parts.push_back(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view() : rest.substr(end + partDivider.size());
    }
    parts.push_back(rest);
    return parts;
}

} // namespace fuzz
