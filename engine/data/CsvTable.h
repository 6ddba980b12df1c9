#pragma once

#include <deque>

#include "engine/data/TableFile.h"

namespace engine {

/// Takes the records of a CSV text (RFC 4180) one by one: a field in double quotes may hold the delimiter, line breaks,
/// and "" for a quote; lines end with LF or CR LF; empty lines are no records. A quote within an unquoted field is a
/// character like any other.
class CsvReader {
public:
    /// `file` is named in the issues. Text and issues must outlive the reader.
    CsvReader(std::string_view text, char delimiter, const std::string& file, IssueList& issues);

    /// False at the end of the text. A damaged record is an issue and passed over.
    bool next();

    /// Where the record begins, from 1.
    std::size_t line() const { return m_line; }
    /// Valid until the next call of next().
    const TableFile::Fields& fields() const { return m_fields; }

private:
    bool takeRecord();
    bool takeQuoted();
    void takePlain();
    bool passEndOfField();
    void skipLine();
    void advance(std::size_t bytes);

    std::string_view m_rest;
    char m_delimiter;
    const std::string& m_file;
    IssueList& m_issues;
    std::size_t m_here = 1; ///< line of the first byte of m_rest
    std::size_t m_line = 1;
    TableFile::Fields m_fields;
    std::deque<std::string> m_unquoted; ///< fields that held ""; a deque, since fields are views of them
};

/// A CSV file whose first record names the columns.
class CsvTable final : public TableFile {
public:
    /// Blocks. Throws BadInput when the file cannot be read, is empty, or its header is damaged.
    CsvTable(const std::filesystem::path& path, char delimiter, Wanted wanted = {});

    const std::string& name() const override { return m_name; }
    std::string_view bytes() const override { return m_text; }
    std::vector<std::string> columns() const override { return m_columns; }
    void visitRows(const std::vector<std::string>& needed, const RowVisitor& visit, IssueList& issues) const override;

private:
    std::string m_name;
    Wanted m_wanted;
    std::string m_text;
    std::string_view m_body; ///< without byte order mark
    char m_delimiter;
    std::vector<std::string> m_columns;
};

} // namespace engine
