#pragma once

#include <string>
#include <vector>

/// A table as it goes into a paper, a README or another program, whatever it is about.
namespace storage {

struct Table
{
    enum class Align { Left, Right };
    struct Column
    {
        std::string title;
        Align align = Align::Left;
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows; ///< cells as plain text; one that is missing is empty
    std::string note = {};                      ///< sentences about all of it; CSV has no place for them
};

/// RFC 4180, lines end in CR LF; cells as by csvCell().
std::string csvText(const Table& table);
/// GitHub's form, padded to be read as it is; line ends within cells become <br>. A note stands below.
std::string markdownText(const Table& table);
/// `tabular` with the rules of the package booktabs, within a `table` whose caption is the note if there is one; every
/// character stands for itself, "0.51 ± 0.02" included.
std::string latexText(const Table& table);

enum class TableFormat { Csv, Markdown, Latex };
std::string tableText(const Table& table, TableFormat format);

} // namespace storage
