#include "engine/data/TableTask.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>
#include <utility>

#include <xxhash.h>

#include "engine/data/Utf8.h"

namespace fs = std::filesystem;

namespace engine {

namespace {

constexpr std::int64_t mostTableRows = 5'000'000;
constexpr std::size_t mostClasses = 1000; // found in train; a configuration may list more

/// File names of a split without their ends.
std::vector<std::string> stemsOf(const std::string& split)
{
    return split == "dev" ? std::vector<std::string>{"dev", "validation", "valid"} : std::vector<std::string>{split};
}

std::vector<fs::path> candidates(const fs::path& folder, const std::string& split)
{
    std::vector<fs::path> found;
    std::error_code error;
    for (const std::string& stem : stemsOf(split))
        for (const char* extension : {".csv", ".tsv", ".jsonl"})
            if (fs::exists(folder / (stem + extension), error))
                found.push_back(folder / (stem + extension));
    return found;
}

std::optional<double> numberOf(std::string_view text)
{
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

bool isWholeNumber(const std::string& text)
{
    const auto value = numberOf(text);
    return value && *value == std::floor(*value);
}

/// By value where all are whole numbers; labels with the same value ("1", "01") by their bytes.
std::vector<std::string> sorted(const std::set<std::string>& labels)
{
    std::vector<std::string> result(labels.begin(), labels.end());
    if (std::all_of(result.begin(), result.end(), isWholeNumber))
        std::stable_sort(result.begin(), result.end(),
                         [](const auto& a, const auto& b) { return *numberOf(a) < *numberOf(b); });
    return result;
}

bool isHidden(const std::string& label)
{
    return label.empty() || label == "-1";
}

fs::path tableFolderOf(const TaskConfig& config)
{
    std::error_code error;
    if (config.path.empty())
        throw BadInput("task.path", "must name the folder with the tables");
    fs::path path = config.path;
    if (!fs::exists(path, error))
        throw BadInput(path.string(), "does not exist; name the folder with train.csv (or .tsv, .jsonl) and dev");
    if (!fs::is_directory(path, error))
        throw BadInput(path.string(), "is a file; name the folder with train.csv (or .tsv, .jsonl) and dev");
    return path;
}

} // namespace

TableTask::TableTask(const TaskConfig& config, Wanted wanted)
    : m_config(config)
    , m_wanted(std::move(wanted))
    , m_folder(tableFolderOf(config))
{
    setClasses(config.labels);
    m_classesSought = !m_classes.empty() || config.labelType == LabelType::Number;
}

bool TableTask::hasSplit(const fs::path& folder, const std::string& split)
{
    return !candidates(folder, split).empty();
}

const TableFile& TableTask::table(const std::string& split)
{
    const std::vector<std::string> known = splits();
    if (std::find(known.begin(), known.end(), split) == known.end())
        throw BadInput("split", "\"" + split + "\" is not one of train, dev, test");
    std::unique_ptr<TableFile>& table = m_tables[split];
    if (table)
        return *table;
    const std::vector<fs::path> found = candidates(m_folder, split);
    if (found.empty())
        throw BadInput(m_folder.string(), "has no " + split + ".csv, " + split + ".tsv or " + split + ".jsonl");
    if (found.size() > 1)
        throw BadInput(m_folder.string(),
                       "has both " + found[0].filename().string() + " and " + found[1].filename().string()
                           + "; only one can be " + split);
    table = openTable(found.front(), delimiterOf(m_config.delimiter), m_wanted);
    return *table;
}

TaskDescription TableTask::describe(IssueList& issues)
{
    TaskDescription description;
    description.name = taskName(m_config);
    if (m_config.labelType == LabelType::Number) {
        description.objective = Objective::Regression;
        description.metrics = {"pearson", "spearman"};
        return description;
    }
    needClasses(issues);
    description.classes = m_classes;
    description.metrics = {"accuracy", "matthews"};
    if (m_classes.size() == 2)
        description.metrics.insert(description.metrics.begin() + 1, "f1");
    return description;
}

void TableTask::needClasses(IssueList& issues)
{
    if (std::exchange(m_classesSought, true))
        return;
    try {
        findClasses(table("train"), issues);
    } catch (const BadInput& bad) {
        issues.add(bad);
    }
}

void TableTask::setClasses(std::vector<std::string> classes)
{
    m_classes = std::move(classes);
    for (std::size_t i = 0; i < m_classes.size(); ++i)
        m_numberOf.emplace(m_classes[i], static_cast<double>(i));
}

void TableTask::findClasses(const TableFile& train, IssueList& issues)
{
    std::set<std::string> labels;
    const auto visit = [&](std::size_t line, const TableFile::Fields& fields) {
        if (fields[0].empty())
            issues.add(train.name(), line, "has an empty label");
        else
            labels.emplace(fields[0]);
        return labels.size() <= mostClasses;
    };
    const std::size_t before = issues.size();
    train.visitRows({m_config.label}, visit, issues);
    if (issues.size() > before)
        return;
    const bool allNumbers =
        std::all_of(labels.begin(), labels.end(), [](const auto& label) { return numberOf(label); });
    const auto fraction = std::find_if_not(labels.begin(), labels.end(), isWholeNumber);
    if (allNumbers && fraction != labels.end())
        issues.add("task.label_type",
                   "the labels of train are numbers such as " + *fraction
                       + "; set it to number for a regression, or list the classes in task.labels");
    else if (labels.size() > mostClasses)
        issues.add(train.name(),
                   "has more than " + std::to_string(mostClasses) + " different labels in the column "
                       + inQuotes(m_config.label) + "; set task.label_type to number for a regression");
    else if (labels.size() == 1)
        issues.add(train.name(), "has only the label " + inQuotes(*labels.begin()) + "; two classes are needed");
    else
        setClasses(sorted(labels));
}

Split TableTask::read(const std::string& split, std::int64_t limit, IssueList& issues)
{
    Split result;
    result.name = split;
    needClasses(issues);
    try {
        const TableFile& file = table(split);
        const std::vector<std::string> columns = file.columns();
        const bool mayLackLabels = split == "test";
        result.labelled = !mayLackLabels || std::find(columns.begin(), columns.end(), m_config.label) != columns.end();
        const std::vector<Label> labels = readRows(file, limit, result, issues);
        if (mayLackLabels
            && std::all_of(labels.begin(), labels.end(), [](const Label& label) { return isHidden(label.text); }))
            result.labelled = false;
        const bool isJudged = result.labelled && (m_config.labelType == LabelType::Number || !m_classes.empty());
        for (std::size_t i = 0; isJudged && i < labels.size() && !issues.full(); ++i) {
            const auto value = valueOf(labels[i].text);
            if (!value)
                issues.add(file.name(), labels[i].line, inQuotes(labels[i].text) + expectedLabels());
            result.rows[i].label = value.value_or(0);
        }
    } catch (const BadInput& bad) {
        issues.add(bad); // the other splits are read too, so that all problems are told at once
    }
    return result;
}

std::vector<TableTask::Label> TableTask::readRows(const TableFile& table, std::int64_t limit, Split& split,
                                                  IssueList& issues) const
{
    std::vector<std::string> columns = {m_config.text};
    if (!m_config.textPair.empty())
        columns.push_back(m_config.textPair);
    if (split.labelled)
        columns.push_back(m_config.label);
    std::vector<Label> labels;
    const auto visit = [&](std::size_t line, const TableFile::Fields& fields) {
        Example row{.text = std::string(fields[0])};
        if (!m_config.textPair.empty())
            row.pair = std::string(fields[1]);
        split.rows.push_back(std::move(row));
        if (split.labelled)
            labels.push_back({line, std::string(fields.back())});
        const auto count = static_cast<std::int64_t>(split.rows.size());
        if (count > mostTableRows)
            issues.add(table.name(), line, "more than " + std::to_string(mostTableRows) + " rows; set a limit");
        return count != limit && count <= mostTableRows;
    };
    table.visitRows(columns, visit, issues);
    return labels;
}

std::optional<double> TableTask::valueOf(const std::string& label) const
{
    if (m_config.labelType == LabelType::Number)
        return numberOf(label);
    const auto found = m_numberOf.find(label);
    return found == m_numberOf.end() ? std::nullopt : std::optional(found->second);
}

std::string TableTask::expectedLabels() const
{
    if (m_config.labelType == LabelType::Number)
        return " is not a number";
    constexpr std::size_t most = 20;
    std::string text =
        m_config.labels.empty() ? " is not a label of train; those are " : " is not one of task.labels: ";
    for (std::size_t i = 0; i < std::min(m_classes.size(), most); ++i)
        text += (i == 0 ? "" : ", ") + inQuotes(m_classes[i]);
    return text + (m_classes.size() > most ? ", …" : "");
}

std::uint64_t TableTask::hash() const
{
    std::uint64_t hash = 0;
    for (const auto& [split, table] : m_tables)
        if (table)
            hash = XXH64(table->bytes().data(), table->bytes().size(), hash);
    return hash;
}

std::string warningOfEmptyTexts(const Split& split)
{
    const auto count = std::count_if(split.rows.begin(), split.rows.end(), [](const Example& row) {
        return row.text.find_first_not_of(" \t\r\n") == std::string::npos;
    });
    if (count == 0)
        return {};
    return split.name + ": the text of " + std::to_string(count) + (count == 1 ? " row" : " rows") + " is empty";
}

} // namespace engine
