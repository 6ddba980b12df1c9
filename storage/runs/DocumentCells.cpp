#include "storage/runs/DocumentCells.h"

#include <utility>

#include "storage/runs/FlatJson.h"

namespace storage {

namespace {

constexpr std::size_t mostBytes = std::size_t(16) << 20; ///< of what is known: documents may have little in common

/// The place after a text in quotes that begins at `at`, or the end.
std::size_t afterQuotes(std::string_view json, std::size_t at)
{
    for (++at; at < json.size() && json[at] != '"'; ++at)
        if (json[at] == '\\')
            ++at;
    return at + 1;
}

/// The comma or the bracket that ends the member of the outermost object which begins at `at`, or the end.
std::size_t endOfMember(std::string_view json, std::size_t at)
{
    int depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = afterQuotes(json, at);
            continue;
        }
        if (depth == 0 && (c == ',' || c == '}' || c == ']'))
            return at;
        depth += int(c == '{' || c == '[') - int(c == '}' || c == ']');
        ++at;
    }
    return json.size();
}

} // namespace

DocumentCells::DocumentCells(RunTable& table, MakeCell makeCell)
    : m_table(table)
    , m_makeCell(std::move(makeCell))
{
}

bool DocumentCells::fill(std::size_t row, const std::string& json)
{
    if (!findMembers(json)) // the parser says how far it is good
        return visitLeaves(json, [this, row](const std::string& path, std::string_view text) {
            if (const auto cell = m_makeCell(path, text))
                m_table.set(row, *cell);
        });
    for (const Cells* member : m_members)
        for (const RunTable::Cell& cell : *member)
            m_table.set(row, cell);
    return true;
}

/// Whether the text is an object, written without white space around its members, each of which is JSON by itself: then
/// all of it is, and its leaves are those of its members.
bool DocumentCells::findMembers(std::string_view json)
{
    if (m_bytes > mostBytes) {
        m_known.clear();
        m_bytes = 0;
    }
    m_members.clear();
    if (!json.starts_with('{'))
        return false;
    for (std::size_t at = 1; at < json.size();) {
        const std::size_t end = endOfMember(json, at);
        const Cells* cells = cellsOf(json.substr(at, end - at));
        if (cells == nullptr)
            return false;
        m_members.push_back(cells);
        if (end + 1 == json.size())
            return json[end] == '}';
        if (end == json.size() || json[end] != ',')
            return false;
        at = end + 1;
    }
    return false;
}

/// nullptr where it is no member.
const DocumentCells::Cells* DocumentCells::cellsOf(std::string_view member)
{
    if (!member.starts_with('"'))
        return nullptr;
    if (const auto known = m_known.find(member); known != m_known.end())
        return &known->second;
    Cells cells;
    const bool isJson =
        visitLeaves("{" + std::string(member) + "}", [this, &cells](const std::string& path, std::string_view text) {
            if (const auto cell = m_makeCell(path, text))
                cells.push_back(*cell);
        });
    if (!isJson)
        return nullptr;
    m_bytes += member.size() + cells.size() * sizeof(RunTable::Cell);
    return &m_known.emplace(std::string(member), std::move(cells)).first->second;
}

} // namespace storage
