#pragma once

#include "engine/data/TableFile.h"

namespace engine {

/// JSON Lines: each line is an object, its keys are the columns. Numbers, true and false are read as they are written;
/// null is empty text. Other keys than the needed ones may hold anything.
class JsonLinesTable final : public TableFile {
public:
    /// Blocks. Throws BadInput when the file cannot be read or is empty.
    explicit JsonLinesTable(const std::filesystem::path& path, Wanted wanted = {});

    const std::string& name() const override { return m_name; }
    std::string_view bytes() const override { return m_text; }
    std::vector<std::string> columns() const override;
    void visitRows(const std::vector<std::string>& needed, const RowVisitor& visit, IssueList& issues) const override;

private:
    std::string m_name;
    Wanted m_wanted;
    std::string m_text;
    std::string_view m_body; ///< without byte order mark and white space around
};

} // namespace engine
