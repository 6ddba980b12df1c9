#include "engine/data/CsvTable.h"

#include <algorithm>
#include <utility>

#include "engine/data/Columns.h"
#include "engine/data/Utf8.h"

namespace engine {

namespace {

constexpr std::size_t mostColumns = 1000;

} // namespace

CsvReader::CsvReader(std::string_view text, char delimiter, const std::string& file, IssueList& issues)
    : m_rest(text)
    , m_delimiter(delimiter)
    , m_file(file)
    , m_issues(issues)
{
}

bool CsvReader::next()
{
    while (!m_rest.empty() && !m_issues.full()) {
        if (m_rest.starts_with("\n") || m_rest.starts_with("\r\n")) {
            skipLine();
            continue;
        }
        const std::string_view before = m_rest;
        m_line = m_here;
        if (!takeRecord())
            continue;
        const std::string_view record = before.substr(0, before.size() - m_rest.size());
        const std::size_t valid = validUtf8Prefix(record);
        if (valid == record.size())
            return true;
        const auto lines = std::count(record.begin(), record.begin() + static_cast<std::ptrdiff_t>(valid), '\n');
        m_issues.add(m_file, m_line + static_cast<std::size_t>(lines), "is not valid UTF-8");
    }
    return false;
}

/// False when the record is damaged; the text then goes on after the line of the damage.
bool CsvReader::takeRecord()
{
    m_fields.clear();
    m_unquoted.clear();
    for (bool isLast = false; !isLast;) {
        if (m_fields.size() > mostColumns) {
            m_issues.add(m_file, m_line, "has more than " + std::to_string(mostColumns) + " columns");
            skipLine();
            return false;
        }
        if (!m_rest.starts_with('"'))
            takePlain();
        else if (!takeQuoted())
            return false;
        isLast = passEndOfField();
    }
    return true;
}

void CsvReader::takePlain()
{
    const char ends[] = {m_delimiter, '\n'};
    const std::size_t end = std::min(m_rest.find_first_of(std::string_view(ends, 2)), m_rest.size());
    std::string_view field = m_rest.substr(0, end);
    const bool endsLine = end == m_rest.size() || m_rest[end] == '\n';
    if (endsLine && field.ends_with('\r'))
        field.remove_suffix(1);
    m_fields.push_back(field);
    m_rest.remove_prefix(end);
}

bool CsvReader::takeQuoted()
{
    const std::size_t opened = m_here;
    std::size_t end = 1;
    bool isDoubled = false;
    while (true) {
        end = m_rest.find('"', end);
        if (end == std::string_view::npos) {
            m_issues.add(m_file, opened, "a double quote opens a field and is never closed");
            m_rest = {};
            return false;
        }
        if (end + 1 == m_rest.size() || m_rest[end + 1] != '"')
            break;
        isDoubled = true;
        end += 2;
    }
    std::string_view field = m_rest.substr(1, end - 1);
    if (isDoubled) {
        std::string& text = m_unquoted.emplace_back();
        for (std::size_t i = 0; i < field.size(); i += field[i] == '"' ? 2 : 1)
            text += field[i];
        field = text;
    }
    m_fields.push_back(field);
    advance(end + 1);
    const bool isEnd = m_rest.empty() || m_rest.front() == m_delimiter || m_rest.front() == '\n'
        || m_rest.starts_with("\r\n") || m_rest == "\r";
    if (isEnd)
        return true;
    m_issues.add(m_file, m_here,
                 "has text after the closing quote of the field that begins in line " + std::to_string(opened));
    skipLine();
    return false;
}

/// Passes the delimiter, or the end of the line, which ends the record: then it is true.
bool CsvReader::passEndOfField()
{
    if (m_rest.starts_with('\r'))
        m_rest.remove_prefix(1);
    const bool isEnd = m_rest.empty() || m_rest.front() == '\n';
    advance(m_rest.empty() ? 0 : 1);
    return isEnd;
}

void CsvReader::skipLine()
{
    advance(std::min(m_rest.find('\n'), m_rest.size() - 1) + 1);
}

void CsvReader::advance(std::size_t bytes)
{
    const std::string_view passed = m_rest.substr(0, bytes);
    m_here += static_cast<std::size_t>(std::count(passed.begin(), passed.end(), '\n'));
    m_rest.remove_prefix(bytes);
}

CsvTable::CsvTable(const std::filesystem::path& path, char delimiter, Wanted wanted)
    : m_name(path.string())
    , m_wanted(std::move(wanted))
    , m_text(readTableText(path, m_wanted))
    , m_body(m_text)
    , m_delimiter(delimiter)
{
    if (m_body.starts_with("\xEF\xBB\xBF"))
        m_body.remove_prefix(3);
    IssueList issues;
    CsvReader reader(m_body, m_delimiter, m_name, issues);
    const bool hasHeader = reader.next();
    issues.throwIfAny();
    if (!hasHeader)
        throw BadInput(m_name, "is empty");
    m_columns.assign(reader.fields().begin(), reader.fields().end());
}

void CsvTable::visitRows(const std::vector<std::string>& needed, const RowVisitor& visit, IssueList& issues) const
{
    const auto places = findColumns({m_columns.begin(), m_columns.end()}, needed, m_name, issues);
    if (!places)
        return;
    CsvReader reader(m_body, m_delimiter, m_name, issues);
    reader.next(); // the header, read before
    const std::size_t before = issues.size();
    bool hasRows = false;
    Fields chosen(places->size());
    while (reader.next()) {
        requireWanted(m_wanted);
        hasRows = true;
        const Fields& fields = reader.fields();
        if (fields.size() != m_columns.size()) {
            issues.add(m_name, reader.line(), wrongColumnCount(fields.size(), m_columns.size()));
            continue;
        }
        for (std::size_t i = 0; i < places->size(); ++i)
            chosen[i] = fields[(*places)[i]];
        if (!visit(reader.line(), chosen))
            return;
    }
    if (!hasRows && issues.size() == before)
        issues.add(m_name, "has a header but no rows");
}

} // namespace engine
