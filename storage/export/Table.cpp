#include "storage/export/Table.h"

#include <algorithm>
#include <functional>
#include <string_view>
#include <utility>

#include "storage/export/CsvCell.h"

namespace storage {

namespace {

using Escape = std::function<std::string(const std::string&)>;

/// Titles, then rows, each with as many cells as there are columns.
std::vector<std::vector<std::string>> lines(const Table& table, const Escape& escape)
{
    std::vector<std::vector<std::string>> all(1);
    for (const Table::Column& column : table.columns)
        all.front().push_back(escape(column.title));
    for (const auto& row : table.rows) {
        all.emplace_back();
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            all.back().push_back(i < row.size() ? escape(row[i]) : std::string());
    }
    return all;
}

std::string joined(const std::vector<std::string>& cells, std::string_view separator)
{
    std::string line;
    for (std::size_t i = 0; i < cells.size(); ++i)
        line.append(i > 0 ? separator : "").append(cells[i]);
    return line;
}

/// CR LF, CR and LF are one end of a line each.
template <class Replace>
std::string withoutLineEnds(const std::string& text, const char* lineEnd, Replace replace)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n')
            continue;
        result += text[i] == '\n' || text[i] == '\r' ? std::string(lineEnd) : replace(text[i]);
    }
    return result;
}

std::string markdownCell(const std::string& text)
{
    return withoutLineEnds(text, "<br>", [](char c) {
        constexpr std::string_view special = "\\|`*_[]<>#~";
        return special.find(c) == std::string_view::npos ? std::string(1, c) : std::string("\\") + c;
    });
}

std::string latexCharacter(char c)
{
    switch (c) {
    case '&':
    case '%':
    case '$':
    case '#':
    case '_':
    case '{':
    case '}':
        return std::string("\\") + c;
    case '~':
        return "\\textasciitilde{}";
    case '^':
        return "\\textasciicircum{}";
    case '\\':
        return "\\textbackslash{}";
    case '<':
        return "\\textless{}";
    case '>':
        return "\\textgreater{}";
    case '|':
        return "\\textbar{}";
    case '[': // after a row's end it would be an option
    case ']':
        return std::string("{") + c + '}';
    default:
        return static_cast<unsigned char>(c) < 0x20 ? " " : std::string(1, c);
    }
}

/// Signs of numbers and units that the fonts of plain LaTeX do not have.
std::string withLatexSigns(std::string text)
{
    static const std::pair<std::string_view, std::string_view> signs[] = {
        {"−", "$-$"}, {"±", "$\\pm$"}, {"×", "$\\times$"}, {"≥", "$\\geq$"}, {"≤", "$\\leq$"},
        {"Δ", "$\\Delta$"}, {"–", "--"}, {"—", "---"}, {"…", "\\ldots{}"}, {"·", "$\\cdot$"}};
    for (const auto& [sign, command] : signs)
        for (auto at = text.find(sign); at != std::string::npos; at = text.find(sign, at + command.size()))
            text.replace(at, sign.size(), command);
    return text;
}

std::string latexCell(const std::string& text)
{
    return withLatexSigns(withoutLineEnds(text, " ", latexCharacter));
}

std::size_t characters(const std::string& text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string padded(const std::string& text, std::size_t width, Table::Align align)
{
    const std::string blanks(width - characters(text), ' ');
    return align == Table::Align::Right ? blanks + text : text + blanks;
}

std::string ruleCell(std::size_t width, Table::Align align)
{
    return align == Table::Align::Right ? std::string(width - 1, '-') + ':' : std::string(width, '-');
}

} // namespace

std::string csvText(const Table& table)
{
    std::string text;
    for (const auto& line : lines(table, csvCell))
        text += joined(line, ",") + "\r\n";
    return text;
}

std::string markdownText(const Table& table)
{
    auto all = lines(table, markdownCell);
    std::vector<std::string> rule;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        std::size_t width = 3;
        for (const auto& line : all)
            width = std::max(width, characters(line[i]));
        for (auto& line : all)
            line[i] = padded(line[i], width, table.columns[i].align);
        rule.push_back(ruleCell(width, table.columns[i].align));
    }
    all.insert(all.begin() + 1, rule);
    std::string text;
    for (const auto& line : all)
        text += "| " + joined(line, " | ") + " |\n";
    return table.note.empty() ? text : text + "\n" + markdownCell(table.note) + "\n";
}

std::string latexText(const Table& table)
{
    std::string places;
    for (const Table::Column& column : table.columns)
        places += column.align == Table::Align::Right ? 'r' : 'l';
    const auto all = lines(table, latexCell);
    std::string text = "\\begin{tabular}{" + places + "}\n\\toprule\n" + joined(all.front(), " & ") + " \\\\\n\\midrule\n";
    for (std::size_t i = 1; i < all.size(); ++i)
        text += joined(all[i], " & ") + " \\\\\n";
    text += "\\bottomrule\n\\end{tabular}\n";
    if (table.note.empty())
        return text;
    return "\\begin{table}\n\\centering\n\\caption{" + latexCell(table.note) + "}\n" + text + "\\end{table}\n";
}

std::string tableText(const Table& table, TableFormat format)
{
    switch (format) {
    case TableFormat::Csv:
        return csvText(table);
    case TableFormat::Markdown:
        return markdownText(table);
    case TableFormat::Latex:
        break;
    }
    return latexText(table);
}

} // namespace storage
