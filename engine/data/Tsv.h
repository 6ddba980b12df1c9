#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/data/IssueList.h"
#include "engine/run/Wanted.h"

namespace engine {

/// A file as GLUE uses it: a line is a row, a tab (or another character) divides fields, a double quote is a character
/// like any other. Holds the whole text; blocks while reading it. Reading and visiting throw CalledOff when they are not
/// wanted any more.
class TsvFile {
public:
    using Fields = std::vector<std::string_view>;
    /// line: from 1. Returns false to stop.
    using RowVisitor = std::function<bool(std::size_t line, const Fields& fields)>;

    static constexpr std::size_t mostColumns = 1000;

    /// Reads the file; a byte order mark is skipped. Throws BadInput when it cannot be read or is empty.
    explicit TsvFile(const std::filesystem::path& path, char delimiter = '\t', Wanted wanted = {});

    const std::string& name() const { return m_name; }
    std::string_view bytes() const { return m_text; }

    /// Where each of `needed` stands in the header line; problems, the header found among them, go to `issues`.
    std::optional<std::vector<std::size_t>> columns(const std::vector<std::string>& needed, IssueList& issues) const;
    /// Fields of the first line.
    const Fields& header() const { return m_header; }

    /// Visits the rows after the header, or all lines when there is none. A line that is not valid UTF-8 is an issue
    /// and not visited; empty lines at the end are no rows.
    void visitRows(bool hasHeader, const RowVisitor& visit, IssueList& issues) const;

private:
    std::string m_name;
    char m_delimiter;
    Wanted m_wanted;
    std::string m_text;
    std::string_view m_body; ///< without byte order mark and empty lines at the end
    Fields m_header;
};

} // namespace engine
