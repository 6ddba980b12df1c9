#include "engine/data/TableFile.h"

#include <algorithm>

#include "engine/data/Columns.h"
#include "engine/data/CsvTable.h"
#include "engine/data/JsonLinesTable.h"
#include "engine/data/Tsv.h"
#include "engine/run/Resources.h"

namespace engine {

namespace {

constexpr std::uintmax_t largestTable = std::uintmax_t{1} << 30;

void refuseNul(std::string_view text, const std::string& file)
{
    const std::size_t place = text.find('\0');
    if (place == std::string_view::npos)
        return;
    const auto line = 1 + std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(place), '\n');
    throw BadInput(file + ":" + std::to_string(line), "holds a NUL byte; the file must be text in UTF-8");
}

/// A line is a row, and nothing is quoted.
class PlainTable final : public TableFile {
public:
    PlainTable(const std::filesystem::path& path, char delimiter, const Wanted& wanted)
        : m_file(path, delimiter, wanted)
    {
        refuseNul(m_file.bytes(), m_file.name());
    }

    const std::string& name() const override { return m_file.name(); }
    std::string_view bytes() const override { return m_file.bytes(); }
    std::vector<std::string> columns() const override { return {m_file.header().begin(), m_file.header().end()}; }

    void visitRows(const std::vector<std::string>& needed, const RowVisitor& visit, IssueList& issues) const override
    {
        const auto places = m_file.columns(needed, issues);
        if (!places)
            return;
        Fields chosen(places->size());
        const auto choose = [&](std::size_t line, const Fields& fields) {
            if (fields.size() != m_file.header().size()) {
                issues.add(name(), line, wrongColumnCount(fields.size(), m_file.header().size()));
                return true;
            }
            for (std::size_t i = 0; i < places->size(); ++i)
                chosen[i] = fields[(*places)[i]];
            return visit(line, chosen);
        };
        m_file.visitRows(true, choose, issues);
    }

private:
    TsvFile m_file;
};

} // namespace

std::string readTableText(const std::filesystem::path& path, const Wanted& wanted)
{
    std::string text = readTextFile(path, largestTable, wanted);
    refuseNul(text, path.string());
    return text;
}

std::unique_ptr<TableFile> openTable(const std::filesystem::path& path, char delimiter, const Wanted& wanted)
{
    const std::string extension = path.extension().string();
    if (extension == ".jsonl")
        return std::make_unique<JsonLinesTable>(path, wanted);
    if (extension == ".csv")
        return std::make_unique<CsvTable>(path, delimiter == '\0' ? ',' : delimiter, wanted);
    return std::make_unique<PlainTable>(path, delimiter == '\0' ? '\t' : delimiter, wanted);
}

} // namespace engine
