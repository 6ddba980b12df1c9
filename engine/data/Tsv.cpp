#include "engine/data/Tsv.h"

#include <algorithm>
#include <utility>

#include "engine/data/Columns.h"
#include "engine/data/TakeLine.h"
#include "engine/data/Utf8.h"
#include "engine/run/Resources.h"

namespace engine {

namespace {

constexpr std::uintmax_t largestTsv = std::uintmax_t{1} << 30;

/// Fields divided by `delimiter`, empty ones too; stops after one more than the most that a file may have.
void splitFields(std::string_view line, char delimiter, TsvFile::Fields& fields)
{
    fields.clear();
    while (fields.size() <= TsvFile::mostColumns) {
        const std::size_t end = line.find(delimiter);
        fields.push_back(line.substr(0, end));
        if (end == std::string_view::npos)
            return;
        line.remove_prefix(end + 1);
    }
}

} // namespace

TsvFile::TsvFile(const std::filesystem::path& path, char delimiter, Wanted wanted)
    : m_name(path.string())
    , m_delimiter(delimiter)
    , m_wanted(std::move(wanted))
    , m_text(readTextFile(path, largestTsv, m_wanted))
    , m_body(m_text)
{
    if (m_body.starts_with("\xEF\xBB\xBF"))
        m_body.remove_prefix(3);
    while (!m_body.empty() && (m_body.back() == '\n' || m_body.back() == '\r'))
        m_body.remove_suffix(1);
    if (m_body.empty())
        throw BadInput(m_name, "is empty");
    std::string_view rest = m_body;
    splitFields(takeLine(rest), m_delimiter, m_header);
    if (m_header.size() > mostColumns)
        throw BadInput(m_name + ":1", "has more than " + std::to_string(mostColumns) + " columns");
}

std::optional<std::vector<std::size_t>> TsvFile::columns(const std::vector<std::string>& needed,
                                                         IssueList& issues) const
{
    return findColumns(m_header, needed, m_name, issues);
}

void TsvFile::visitRows(bool hasHeader, const RowVisitor& visit, IssueList& issues) const
{
    const bool allValid = validUtf8Prefix(m_body) == m_body.size();
    std::string_view rest = m_body;
    std::size_t line = 0;
    if (hasHeader) {
        takeLine(rest);
        ++line;
        if (rest.empty())
            issues.add(m_name, "has a header but no rows");
    }
    Fields fields;
    while (!rest.empty() && !issues.full()) {
        requireWanted(m_wanted);
        const std::string_view content = takeLine(rest);
        ++line;
        const std::size_t valid = allValid ? content.size() : validUtf8Prefix(content);
        if (valid < content.size()) {
            issues.add(m_name, line, "is not valid UTF-8 at byte " + std::to_string(valid + 1) + " of the line");
            continue;
        }
        splitFields(content, m_delimiter, fields);
        if (!visit(line, fields))
            return;
    }
}

} // namespace engine
