#include "engine/data/Columns.h"

#include <algorithm>

#include "engine/data/Utf8.h"

namespace engine {

namespace {

std::string listed(const std::vector<std::string_view>& fields)
{
    constexpr std::size_t most = 20;
    std::string text;
    for (std::size_t i = 0; i < std::min(fields.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + inQuotes(fields[i]);
    return fields.size() > most ? text + ", …" : text;
}

} // namespace

std::optional<std::vector<std::size_t>> findColumns(const std::vector<std::string_view>& header,
                                                    const std::vector<std::string>& needed, const std::string& file,
                                                    IssueList& issues)
{
    std::vector<std::size_t> places;
    for (const std::string& column : needed) {
        const auto found = std::find(header.begin(), header.end(), column);
        if (found == header.end())
            issues.add(file, 1, "needs a column " + inQuotes(column) + "; its columns are " + listed(header));
        else if (std::find(found + 1, header.end(), column) != header.end())
            issues.add(file, 1, "has the column " + inQuotes(column) + " twice");
        else
            places.push_back(static_cast<std::size_t>(found - header.begin()));
    }
    return places.size() == needed.size() ? std::optional(places) : std::nullopt;
}

std::string wrongColumnCount(std::size_t found, std::size_t needed)
{
    return "has " + std::to_string(found) + (found == 1 ? " column where " : " columns where ") + std::to_string(needed)
        + (needed == 1 ? " is needed" : " are needed");
}

} // namespace engine
