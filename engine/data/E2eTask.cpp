#include "engine/data/E2eTask.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <functional>
#include <optional>
#include <string_view>
#include <utility>

#include <xxhash.h>

#include "engine/data/CsvTable.h"
#include "engine/data/Utf8.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::string_view blanks = " \t\r\n";
constexpr std::string_view sideDivider = "||";

struct SplitFiles
{
    const char* split;
    std::vector<const char*> csv; ///< the first that is there
    const char* text;
};

const std::array<SplitFiles, 3>& splitFiles()
{
    static const std::array<SplitFiles, 3> files = {{{"train", {"trainset.csv"}, "train.txt"},
                                                     {"dev", {"devset.csv"}, "valid.txt"},
                                                     {"test", {"testset_w_refs.csv", "testset.csv"}, "test.txt"}}};
    return files;
}

bool isThere(const fs::path& path)
{
    std::error_code error;
    return fs::exists(path, error);
}

/// Files of this layout have || in their first line; train.txt alone is a common name.
bool beginsWithPair(const fs::path& path)
{
    if (std::error_code error; !fs::is_regular_file(path, error))
        return false; // a pipe would be waited for
    std::array<char, 1 << 16> buffer{};
    std::ifstream stream(path, std::ios::binary);
    stream.read(buffer.data(), buffer.size());
    const std::string_view text(buffer.data(), static_cast<std::size_t>(stream.gcount()));
    return text.substr(0, text.find('\n')).find(sideDivider) != std::string_view::npos;
}

bool isTextLayout(const fs::path& folder)
{
    return std::any_of(splitFiles().begin(), splitFiles().end(),
                       [&](const SplitFiles& files) { return beginsWithPair(folder / files.text); });
}

bool isCsvLayout(const fs::path& folder)
{
    for (const SplitFiles& files : splitFiles())
        for (const char* name : files.csv)
            if (isThere(folder / name))
                return true;
    return false;
}

/// Without space around it; white space with a line break in it becomes one space.
std::string oneLine(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(blanks), text.size()));
    text = text.substr(0, text.find_last_not_of(blanks) + 1);
    std::string result;
    while (!text.empty()) {
        const std::size_t space = std::min(text.find_first_of(blanks), text.size());
        result += text.substr(0, space);
        text.remove_prefix(space);
        const std::size_t end = std::min(text.find_first_not_of(blanks), text.size());
        const std::string_view run = text.substr(0, end);
        result += run.find_first_of("\r\n") == std::string_view::npos ? run : " ";
        text.remove_prefix(end);
    }
    return result;
}

/// Adds a row, or the issue why it cannot be one. False when `limit` rows are there.
bool addRow(Split& split, std::int64_t limit, std::string_view prompt, std::optional<std::string_view> target,
            const std::function<void(std::string)>& issue)
{
    Example row{.text = oneLine(prompt), .target = oneLine(target.value_or(""))};
    if (row.text.empty())
        issue("has no meaning representation");
    else if (target && row.target.empty())
        issue("has no reference text");
    split.rows.push_back(std::move(row));
    return static_cast<std::int64_t>(split.rows.size()) != limit;
}

/// The column of this name in capital or small letters: the challenge's files have both.
std::optional<std::string> columnNamed(const std::string& name, const std::vector<std::string>& columns)
{
    for (const std::string& column : columns) {
        std::string small = column;
        for (char& c : small)
            c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        if (small == name)
            return column;
    }
    return std::nullopt;
}

void readCsv(const CsvTable& table, std::int64_t limit, Split& split, IssueList& issues)
{
    const auto prompt = columnNamed("mr", table.columns());
    const auto target = columnNamed("ref", table.columns());
    split.labelled = target.has_value();
    std::vector<std::string> columns = {prompt.value_or("mr")};
    if (target)
        columns.push_back(*target);
    const auto visit = [&](std::size_t line, const TableFile::Fields& fields) {
        return addRow(split, limit, fields[0], target ? std::optional(fields[1]) : std::nullopt,
                      [&](std::string message) { issues.add(table.name(), line, std::move(message)); });
    };
    table.visitRows(columns, visit, issues);
}

void readLines(std::string_view text, const std::string& file, std::int64_t limit, Split& split, IssueList& issues)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    split.labelled = text.find(sideDivider) != std::string_view::npos;
    bool goesOn = true;
    for (std::size_t line = 1; !text.empty() && goesOn && !issues.full(); ++line) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view content = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        const auto issue = [&](std::string message) { issues.add(file, line, std::move(message)); };
        const std::size_t bar = content.find(sideDivider);
        if (content.find_first_not_of(blanks) == std::string_view::npos)
            continue;
        if (validUtf8Prefix(content) != content.size())
            issue("is not valid UTF-8");
        else if (!split.labelled)
            goesOn = addRow(split, limit, content, std::nullopt, issue);
        else if (bar == std::string_view::npos || content.find(sideDivider, bar + 1) != std::string_view::npos)
            issue("must have one || between meaning representation and reference");
        else
            goesOn = addRow(split, limit, content.substr(0, bar), content.substr(bar + 2), issue);
    }
}

} // namespace

E2eTask::E2eTask(const fs::path& folder, E2eLayout layout, Wanted wanted)
    : m_folder(folder)
    , m_layout(layout)
    , m_wanted(std::move(wanted))
{
    if (folder.empty())
        throw BadInput("task.path", "must name the folder with the E2E files");
    if (!isThere(folder))
        throw BadInput(folder.string(), "does not exist; name the folder with the E2E files");
    if (!isE2eFolder(folder, layout))
        throw BadInput(folder.string(),
                       std::string("has no E2E files: ")
                           + (layout == E2eLayout::Text ? "" : "trainset.csv, devset.csv, testset_w_refs.csv")
                           + (layout == E2eLayout::Auto ? ", or " : "")
                           + (layout == E2eLayout::Csv ? "" : "train.txt, valid.txt, test.txt with lines of mr||ref"));
    if (layout == E2eLayout::Auto)
        m_layout = isCsvLayout(folder) ? E2eLayout::Csv : E2eLayout::Text;
}

TaskDescription E2eTask::describe()
{
    return {"e2e", Objective::LanguageModel, {}, {"dev_loss", "perplexity"}};
}

bool E2eTask::isE2eFolder(const fs::path& folder, E2eLayout layout)
{
    return (layout != E2eLayout::Text && isCsvLayout(folder)) || (layout != E2eLayout::Csv && isTextLayout(folder));
}

fs::path E2eTask::fileOf(const std::string& split) const
{
    for (const SplitFiles& files : splitFiles()) {
        if (split != files.split)
            continue;
        if (m_layout == E2eLayout::Text)
            return m_folder / files.text;
        const auto there = std::find_if(files.csv.begin(), files.csv.end(),
                                        [&](const char* name) { return isThere(m_folder / name); });
        return m_folder / (there == files.csv.end() ? files.csv.front() : *there);
    }
    throw BadInput("split", "\"" + split + "\" is not one of train, dev, test");
}

Split E2eTask::read(const std::string& split, std::int64_t limit, IssueList& issues)
{
    Split result;
    const fs::path file = fileOf(split);
    try {
        result = readE2eFile(file, limit, issues, m_hash, m_wanted);
        if (!result.labelled && split != "test")
            issues.add(file.string(), "has no reference texts, which " + split + " needs");
    } catch (const BadInput& bad) {
        issues.add(bad); // the other splits are read too, so that all problems are told at once
    }
    result.name = split;
    return result;
}

Split readE2eFile(const fs::path& file, std::int64_t limit, IssueList& issues, std::uint64_t& hash,
                  const Wanted& wanted)
{
    Split split;
    split.name = file.stem().string();
    if (file.extension() == ".csv") {
        const CsvTable table(file, ',', wanted);
        hash = XXH64(table.bytes().data(), table.bytes().size(), hash);
        readCsv(table, limit, split, issues);
        return split;
    }
    const std::string text = readTableText(file, wanted);
    hash = XXH64(text.data(), text.size(), hash);
    readLines(text, file.string(), limit, split, issues);
    if (split.rows.empty() && issues.empty())
        issues.add(file.string(), "has no rows");
    return split;
}

} // namespace engine
