#include "storage/export/NumberText.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace storage {

namespace {

template <class Real>
std::string shortest(Real value)
{
    if (std::isnan(value))
        return "nan";
    std::array<char, 64> text{};
    return {text.data(), std::to_chars(text.data(), text.data() + text.size(), value).ptr};
}

std::string significant(double value, int digits)
{
    std::array<char, 64> text{};
    const auto end = std::to_chars(text.data(), text.data() + text.size(), value, std::chars_format::general, digits).ptr;
    return {text.data(), end};
}

} // namespace

std::string exactText(double value)
{
    return shortest(value);
}

std::string exactText(float value)
{
    return shortest(value);
}

std::string shortText(double value)
{
    return std::isnan(value) ? "nan" : significant(value, 4);
}

std::string withThousands(std::int64_t value)
{
    std::string text = std::to_string(value);
    const std::size_t first = value < 0 ? 1 : 0;
    for (std::size_t i = text.size(); i > first + 3;) {
        i -= 3;
        text.insert(i, ",");
    }
    return text;
}

std::string scaledText(double value)
{
    static constexpr std::array<std::pair<double, const char*>, 4> scales = {
        {{1e12, " T"}, {1e9, " G"}, {1e6, " M"}, {1e4, " k"}}};
    for (const auto& [limit, suffix] : scales)
        if (std::abs(value) >= limit)
            return significant(value / (limit == 1e4 ? 1e3 : limit), 3) + suffix;
    return std::abs(value) >= 1000 ? withThousands(std::llround(value)) : significant(value, 4);
}

std::string bytesText(std::int64_t bytes)
{
    if (bytes == 1)
        return "1 byte";
    static constexpr std::array units = {"bytes", "KiB", "MiB", "GiB", "TiB"};
    auto size = static_cast<double>(bytes);
    std::size_t unit = 0;
    while (size >= 1024 && unit + 1 < units.size()) {
        size /= 1024;
        ++unit;
    }
    return significant(size, size < 10 && unit > 0 ? 2 : 4) + " " + units[unit];
}

std::string durationText(double seconds)
{
    if (!(seconds >= 60 && seconds < 1e15))
        return significant(seconds, 3) + " s";
    const auto whole = std::llround(seconds);
    if (whole < 3600)
        return std::to_string(whole / 60) + " min " + std::to_string(whole % 60) + " s";
    return withThousands(whole / 3600) + " h " + std::to_string(whole % 3600 / 60) + " min";
}

std::string dateText(double time)
{
    if (!(time > 0 && time < 1e11))
        return {};
    const auto seconds = static_cast<std::time_t>(time);
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%Y-%m-%d %H:%M UTC", &parts)};
}

} // namespace storage
