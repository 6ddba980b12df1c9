#include "gui/headless/Text.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>

#include "engine/run/Counted.h"
#include "engine/run/Likelihood.h"
#include "engine/run/VisibleText.h"
#include "gui/report/Formatted.h"

namespace gui {

namespace {

std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

} // namespace

std::string numberText(double value)
{
    return formatted("%.4g", value);
}

std::string durationText(double seconds)
{
    const auto whole = static_cast<std::int64_t>(std::max(0.0, std::round(seconds)));
    const long long hours = whole / 3600;
    const long long minutes = whole / 60 % 60;
    const long long rest = whole % 60;
    return hours > 0 ? formatted("%lld:%02lld:%02lld", hours, minutes, rest) : formatted("%lld:%02lld", minutes, rest);
}

std::string bytesText(std::int64_t bytes)
{
    static constexpr std::array<const char*, 5> units = {"B", "KiB", "MiB", "GiB", "TiB"};
    auto value = static_cast<double>(bytes);
    std::size_t unit = 0;
    for (; value >= 1024 && unit + 1 < units.size(); ++unit)
        value /= 1024;
    return formatted(unit == 0 || value >= 100 ? "%.0f %s" : "%.1f %s", value, units[unit]);
}

std::string countText(std::int64_t count)
{
    std::string text = std::to_string(count);
    for (auto at = static_cast<std::ptrdiff_t>(text.size()) - 3; at > (count < 0 ? 1 : 0); at -= 3)
        text.insert(static_cast<std::size_t>(at), ",");
    return text;
}

std::string countedText(std::int64_t count, std::string_view one)
{
    return countText(count) + " " + engine::nounFor(count, one);
}

std::string bestText(const storage::RunRecord& run)
{
    if (!run.best)
        return "-";
    const bool isFlagged = engine::isNotCausal(run.configJson, run.best->metric);
    return run.best->metric + " " + numberText(run.best->value) + (isFlagged ? " (not causal)" : "");
}

std::string timeText(double secondsSince1970)
{
    if (secondsSince1970 <= 0)
        return "-";
    const auto time = static_cast<std::time_t>(secondsSince1970);
    std::tm local{};
    localtime_r(&time, &local);
    std::array<char, 32> buffer{};
    std::strftime(buffer.data(), buffer.size(), "%Y-%m-%d %H:%M", &local);
    return buffer.data();
}

std::string tableText(std::vector<std::vector<std::string>> rows)
{
    for (auto& row : rows)
        for (std::string& cell : row)
            cell = engine::visibleText(cell);
    std::vector<std::size_t> widths;
    for (const auto& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], characters(row[i]));
    }
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            text += row[i];
            if (i + 1 < row.size())
                text.append(widths[i] - characters(row[i]) + 2, ' ');
        }
        text += '\n';
    }
    return text;
}

const std::map<std::string, storage::TableFormat>& tableFormats()
{
    static const std::map<std::string, storage::TableFormat> byName = {{"csv", storage::TableFormat::Csv},
                                                                       {"latex", storage::TableFormat::Latex},
                                                                       {"markdown", storage::TableFormat::Markdown}};
    return byName;
}

} // namespace gui
