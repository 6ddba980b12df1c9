#include "engine/data/GlueTask.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include <xxhash.h>

#include "engine/data/Columns.h"
#include "engine/data/Tsv.h"
#include "engine/data/Utf8.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::int64_t mostRows = 5'000'000; // GLUE's largest file has 392,702
constexpr double highestScore = 5;           // STS-B

fs::path glueFolderOf(const GlueLayout& layout, const fs::path& path)
{
    std::error_code error;
    if (!fs::exists(path, error))
        throw BadInput(path.string(), "does not exist; name the GLUE folder or its folder " + layout.folder);
    if (!fs::is_directory(path, error))
        throw BadInput(path.string(), "is a file; name the folder with " + layout.files.front().name);
    const fs::path inside = path / layout.folder;
    return fs::is_directory(inside, error) ? inside : path;
}

std::string expectedLabels(const GlueLayout& layout)
{
    if (layout.isRegression())
        return "is not a score from 0 to 5";
    std::string text = "is not a label of this task; its labels are ";
    for (std::size_t i = 0; i < layout.labels.size(); ++i)
        text += (i == 0 ? "" : ", ") + layout.labels[i];
    return text;
}

} // namespace

/// Where the parts of a row stand.
struct GlueTask::Columns
{
    bool hasHeader = true;
    std::size_t count = 0;
    std::size_t text = 0;
    std::optional<std::size_t> pair;
    std::optional<std::size_t> label; ///< absent in a test split

    static std::optional<Columns> find(const GlueLayout& layout, const TsvFile& file, bool labelled, IssueList& issues)
    {
        Columns columns;
        std::vector<std::string> needed = {layout.text};
        if (!layout.pair.empty())
            needed.push_back(layout.pair);
        if (labelled)
            needed.push_back(layout.label);
        std::vector<std::size_t> places;
        if (labelled && !layout.columnsWithoutHeader.empty()) {
            const std::vector<std::string>& known = layout.columnsWithoutHeader;
            columns.hasHeader = false;
            columns.count = known.size();
            for (const std::string& column : needed)
                places.push_back(
                    static_cast<std::size_t>(std::find(known.begin(), known.end(), column) - known.begin()));
        } else {
            const auto found = file.columns(needed, issues);
            if (!found)
                return std::nullopt;
            columns.count = file.header().size();
            places = *found;
        }
        columns.text = places[0];
        if (!layout.pair.empty())
            columns.pair = places[1];
        if (labelled)
            columns.label = places.back();
        return columns;
    }
};

GlueTask::GlueTask(GlueName name, const fs::path& path, Wanted wanted)
    : m_layout(glueLayout(name))
    , m_folder(glueFolderOf(m_layout, path))
    , m_wanted(std::move(wanted))
{
}

TaskDescription GlueTask::describe(GlueName name)
{
    const GlueLayout& layout = glueLayout(name);
    const Objective objective = layout.isRegression() ? Objective::Regression : Objective::Classification;
    return {std::string(nameOf(name)), objective, layout.classes, layout.metrics};
}

Split GlueTask::read(const std::string& split, std::int64_t limit, IssueList& issues)
{
    Split result;
    result.name = split;
    result.labelled = !split.starts_with("test");
    const fs::path path = m_folder / m_layout.file(split).name;
    try {
        const TsvFile file(path, '\t', m_wanted);
        m_hash = XXH64(file.bytes().data(), file.bytes().size(), m_hash);
        if (const auto columns = Columns::find(m_layout, file, result.labelled, issues))
            readRows(file, *columns, limit, result, issues);
    } catch (const BadInput& bad) {
        issues.add(bad); // the other splits are read too, so that all problems are told at once
    }
    return result;
}

void GlueTask::readRows(const TsvFile& file, const Columns& columns, std::int64_t limit, Split& split,
                        IssueList& issues) const
{
    const auto visit = [&](std::size_t line, const TsvFile::Fields& fields) {
        if (fields.size() < columns.count && m_layout.skipsShortRows && split.labelled) {
            ++split.skipped;
            return true;
        }
        if (fields.size() != columns.count) {
            issues.add(file.name(), line, wrongColumnCount(fields.size(), columns.count));
            return true;
        }
        Example row{.text = std::string(fields[columns.text])};
        if (columns.pair)
            row.pair = std::string(fields[*columns.pair]);
        if (columns.label) {
            const auto label = parseLabel(fields[*columns.label]);
            if (!label)
                issues.add(file.name(), line, inQuotes(fields[*columns.label]) + " " + expectedLabels(m_layout));
            row.label = label.value_or(0);
        }
        split.rows.push_back(std::move(row));
        const auto count = static_cast<std::int64_t>(split.rows.size());
        if (count > mostRows)
            issues.add(file.name(), line, "more than " + std::to_string(mostRows) + " rows; set a limit");
        return count != limit && count <= mostRows;
    };
    file.visitRows(columns.hasHeader, visit, issues);
    if (split.rows.empty() && split.skipped > 0)
        issues.add(file.name(), split.skipped == 1 ? "the only row lacks columns"
                                                   : "all " + std::to_string(split.skipped) + " rows lack columns");
}

std::optional<double> GlueTask::parseLabel(std::string_view text) const
{
    if (!m_layout.isRegression()) {
        const auto found = std::find(m_layout.labels.begin(), m_layout.labels.end(), text);
        if (found == m_layout.labels.end())
            return std::nullopt;
        return static_cast<double>(found - m_layout.labels.begin());
    }
    double score = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), score);
    if (error != std::errc() || end != text.data() + text.size() || !(score >= 0 && score <= highestScore))
        return std::nullopt;
    return score;
}

std::vector<std::string> GlueTask::devSplits() const
{
    std::vector<std::string> names;
    for (const auto& file : m_layout.files)
        if (file.split.starts_with("dev"))
            names.push_back(file.split);
    return names;
}

std::string glueSubmissionName(GlueName name, const std::string& split)
{
    const GlueLayout::File& file = glueLayout(name).file(split);
    if (file.submission.empty())
        throw BadInput("split", "GLUE takes predictions of test splits, not of \"" + split + "\"");
    return file.submission;
}

std::string glueSubmission(GlueName name, const std::vector<double>& predictions)
{
    const GlueLayout& layout = glueLayout(name);
    std::string text = "index\tprediction\n";
    for (std::size_t i = 0; i < predictions.size(); ++i) {
        text += std::to_string(i) + '\t';
        const double value = predictions[i];
        if (layout.isRegression()) {
            std::array<char, 32> digits{};
            const double held = std::isfinite(value) ? std::clamp(value, 0.0, highestScore) : 0.0;
            auto* const end =
                std::to_chars(digits.data(), digits.data() + digits.size(), held, std::chars_format::fixed, 3).ptr;
            text.append(digits.data(), end);
        } else {
            const bool known = value >= 0 && value < static_cast<double>(layout.labels.size());
            if (!known || value != std::floor(value))
                throw BadInput("predictions", "row " + std::to_string(i) + " is not a class of this task");
            text += layout.submitsNames ? layout.labels[static_cast<std::size_t>(value)]
                                        : std::to_string(static_cast<int>(value));
        }
        text += '\n';
    }
    return text;
}

} // namespace engine
