#include "engine/data/SegmentFiles.h"

#include <algorithm>
#include <functional>
#include <optional>
#include <string_view>

#include "engine/data/IssueList.h"
#include "engine/data/Utf8.h"
#include "engine/run/Counted.h"
#include "engine/run/Resources.h"

namespace engine {

namespace {

constexpr std::uintmax_t largestSegmentFile = std::uintmax_t{256} << 20; // bytes
constexpr std::size_t longestLine = std::size_t{1} << 20;         // bytes

std::string_view trimmed(std::string_view line)
{
    constexpr std::string_view lineBlanks = " \t\v\f";
    const std::size_t first = line.find_first_not_of(lineBlanks);
    return first == std::string_view::npos ? std::string_view()
                                           : line.substr(first, line.find_last_not_of(lineBlanks) - first + 1);
}

/// Empty when the line is fine.
std::string problemOf(std::string_view line)
{
    if (line.size() > longestLine)
        return "is longer than " + std::to_string(longestLine) + " bytes";
    if (line.find('\r') != std::string_view::npos)
        return "has a carriage return; lines must end with a line feed alone";
    if (line.find('\0') != std::string_view::npos)
        return "has a NUL byte; this is not a text file";
    const std::size_t valid = validUtf8Prefix(line);
    return valid == line.size() ? "" : "is not valid UTF-8 at byte " + std::to_string(valid + 1) + " of the line";
}

/// Visits the lines, trimmed; the last line feed ends a line and begins none.
void visitLines(const std::string& file, const std::string& text,
                const std::function<void(std::size_t line, std::string_view content)>& visit, IssueList& issues)
{
    std::string_view rest = text;
    if (rest.starts_with("\xEF\xBB\xBF"))
        rest.remove_prefix(3);
    if (rest.empty())
        issues.add(file, "is empty");
    for (std::size_t line = 1; !rest.empty() && !issues.full(); ++line) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view content = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (std::string problem = problemOf(content); !problem.empty())
            issues.add(file, line, std::move(problem));
        else
            visit(line, trimmed(content));
    }
}

std::vector<std::vector<std::string>> readBlocks(const std::string& file, const std::string& text, IssueList& issues)
{
    std::vector<std::vector<std::string>> blocks;
    bool isOpen = false;
    bool isBlank = false;    // no text yet
    std::size_t missing = 0; // line where a block should have begun
    visitLines(
        file, text,
        [&](std::size_t line, std::string_view content) {
            isBlank = blocks.empty() && content.empty();
            if (content.empty()) {
                missing = !isOpen && missing == 0 ? line : missing;
                isOpen = false;
                return;
            }
            if (missing > 0)
                issues.add(file, missing, "is empty where a block of references should begin; one empty line divides");
            missing = 0;
            if (!isOpen)
                blocks.emplace_back();
            isOpen = true;
            blocks.back().emplace_back(content);
        },
        issues);
    if (isBlank)
        issues.add(file, "has only empty lines");
    return blocks;
}

} // namespace

SegmentFiles readSegmentFiles(const std::filesystem::path& hypotheses, const std::filesystem::path& references)
{
    IssueList issues;
    const auto textOf = [&](const std::filesystem::path& path) {
        try {
            return std::optional(readTextFile(path, largestSegmentFile));
        } catch (const BadInput& bad) {
            issues.add(bad);
            return std::optional<std::string>();
        }
    };
    SegmentFiles files;
    if (const auto text = textOf(hypotheses))
        visitLines(
            hypotheses.string(), *text,
            [&](std::size_t, std::string_view content) { files.hypotheses.emplace_back(content); }, issues);
    if (const auto text = textOf(references))
        files.references = readBlocks(references.string(), *text, issues);
    if (issues.empty() && files.references.size() != files.hypotheses.size())
        issues.add(references.string(),
                   "has " + counted(files.references.size(), "block")
                       + " of references (lines divided by empty lines), but " + hypotheses.string() + " has "
                       + counted(files.hypotheses.size(), "line"));
    issues.throwIfAny();
    return files;
}

} // namespace engine
