#include "gui/report/GroupsTable.h"

#include <algorithm>
#include <cmath>
#include <set>
#include <utility>

#include "engine/run/Likelihood.h"
#include "engine/run/VisibleText.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/Formatted.h"
#include "storage/export/NumberText.h"

namespace gui::reports {

namespace {

const engine::Difference* differenceOf(const engine::TaskComparison& task, std::size_t group, std::size_t metric)
{
    for (const engine::GroupComparison& against : task.against)
        if (against.group == group)
            return &against.seeds[metric].difference;
    return nullptr;
}

std::string cautionOf(const engine::TaskComparison& task, const std::string& metric)
{
    for (const engine::Warning& warning : task.warnings)
        if (warning.caution == engine::Caution::NotCausal && engine::isLikelihood(metric))
            return warning.text;
    return {};
}

std::string withMinus(const std::string& number)
{
    return number.starts_with('-') ? "−" + number.substr(1) : number;
}

/// Two significant digits of the half width, and as many decimals of the mean.
std::string meanText(const engine::GroupValue& value)
{
    if (!value.interval)
        return withMinus(storage::shortText(value.mean));
    const double half = (value.interval->high - value.interval->low) / 2;
    const bool isUsual = half > 1e-9 && half < 1e6 && std::abs(value.mean) < 1e9;
    if (!isUsual)
        return withMinus(storage::shortText(value.mean)) + " ± " + storage::shortText(half);
    const int decimals = std::max(1 - static_cast<int>(std::floor(std::log10(half))), 0);
    return withMinus(formatted("%.*f", decimals, value.mean)) + " ± " + formatted("%.*f", decimals, half);
}

std::string paperCell(const engine::GroupValue& value, const engine::Difference* difference,
                      const engine::ComparisonOptions& options)
{
    const bool isMarked = difference != nullptr && isShown(*difference, options);
    return meanText(value) + " (" + std::to_string(value.n) + ")" + (isMarked ? "*" : "");
}

std::string exactOrNothing(const std::optional<double>& value)
{
    return value ? storage::exactText(*value) : std::string();
}

std::vector<std::string> exactCells(const engine::GroupValue& value, const engine::Difference* difference)
{
    std::vector<std::string> cells{
        storage::exactText(value.mean), value.interval ? storage::exactText(value.interval->low) : std::string(),
        value.interval ? storage::exactText(value.interval->high) : std::string(), std::to_string(value.n)};
    if (difference == nullptr)
        return cells;
    cells.push_back(storage::exactText(difference->difference));
    cells.push_back(exactOrNothing(difference->test.p));
    cells.push_back(exactOrNothing(difference->holm));
    cells.push_back(testText(difference->test));
    return cells;
}

std::string paperTitle(const GroupsTable::Column& column)
{
    return column.task + ", " + metricText(column.metric.key, column.metric.split);
}

constexpr const char* exactTitles[] = {"mean", "low", "high", "n", "difference", "p", "p after Holm", "test"};

} // namespace

std::optional<std::size_t> decidingMetric(const engine::Comparison& comparison, const engine::TaskComparison& task)
{
    const std::vector<engine::GroupValue>& values = task.values.front();
    const std::string& metric = comparison.runs[task.groups.groups.front().runs.front()].metric;
    const auto found =
        std::find_if(values.begin(), values.end(), [&](const auto& each) { return each.metric == metric; });
    if (values.empty())
        return std::nullopt;
    return found == values.end() ? 0 : static_cast<std::size_t>(found - values.begin());
}

GroupsTable::GroupsTable(const engine::Comparison& comparison, engine::ComparisonOptions options,
                         const GroupsTableNames& names, Metrics metrics)
    : m_comparison(comparison)
    , m_options(std::move(options))
{
    for (std::size_t i = 0; i < comparison.tasks.size(); ++i)
        addTask(i, names, metrics);
    for (Row& row : m_rows)
        row.cells.resize(m_columns.size());
}

void GroupsTable::addTask(std::size_t index, const GroupsTableNames& names, Metrics metrics)
{
    const engine::TaskComparison& task = m_comparison.tasks[index];
    const std::optional<std::size_t> deciding = decidingMetric(m_comparison, task);
    if (!deciding)
        return;
    const bool hasAll = metrics == Metrics::All;
    const std::size_t first = hasAll ? 0 : *deciding;
    const std::size_t last = hasAll ? task.values.front().size() : *deciding + 1;
    const std::size_t column = m_columns.size();
    for (std::size_t metric = first; metric < last; ++metric) {
        const engine::GroupValue& value = task.values.front()[metric];
        m_columns.push_back({engine::visibleText(names.tasks.empty() ? task.groups.task : names.tasks[index]),
                             {value.metric, value.split},
                             task.baseline.has_value(),
                             cautionOf(task, value.metric)});
    }
    for (std::size_t i = 0; i < task.groups.groups.size(); ++i) {
        Row& row = rowFor(
            engine::visibleText(names.groups.empty() ? task.groups.groups[i].label : names.groups[index][i]), column);
        row.cells.resize(column);
        for (std::size_t metric = first; metric < last; ++metric)
            row.cells.push_back({&task.values[i][metric], differenceOf(task, i, metric)});
        row.isBaseline = row.isBaseline || task.baseline == i;
    }
}

GroupsTable::Row& GroupsTable::rowFor(const std::string& name, std::size_t column)
{
    for (Row& row : m_rows)
        if (row.name == name && row.cells.size() <= column)
            return row;
    m_rows.push_back({name, false, {}});
    return m_rows.back();
}

std::string GroupsTable::cellText(const Cell& cell) const
{
    return cell.value != nullptr ? paperCell(*cell.value, cell.difference, m_options) : "–";
}

storage::Table GroupsTable::forPaper() const
{
    using enum storage::Table::Align;
    storage::Table table{{{"Group", Left}}, {}, note()};
    for (const Column& column : m_columns)
        table.columns.push_back({paperTitle(column), Right});
    for (const Row& row : m_rows) {
        std::vector<std::string>& cells = table.rows.emplace_back();
        cells.push_back(row.name + (row.isBaseline ? " (baseline)" : ""));
        for (const Cell& cell : row.cells)
            cells.push_back(cellText(cell));
    }
    return table;
}

storage::Table GroupsTable::forPrograms() const
{
    using enum storage::Table::Align;
    storage::Table table{{{"group", Left}, {"baseline", Left}}, {}, {}};
    for (const Column& column : m_columns)
        for (const char* title : exactTitles)
            table.columns.push_back({paperTitle(column) + ": " + title, Right});
    for (const Row& row : m_rows) {
        std::vector<std::string>& cells = table.rows.emplace_back();
        cells = {row.name, row.isBaseline ? "yes" : "no"};
        for (const Cell& cell : row.cells) {
            std::vector<std::string> values;
            if (cell.value != nullptr)
                values = exactCells(*cell.value, cell.difference);
            values.resize(std::size(exactTitles));
            cells.insert(cells.end(), values.begin(), values.end());
        }
    }
    return table;
}

std::string GroupsTable::text(storage::TableFormat format) const
{
    return format == storage::TableFormat::Csv ? storage::csvText(forPrograms())
                                               : storage::tableText(forPaper(), format);
}

std::string GroupsTable::testsText() const
{
    std::set<std::string> tests;
    for (const Row& row : m_rows)
        for (const Cell& cell : row.cells)
            if (cell.difference != nullptr && cell.difference->holm)
                tests.insert(engine::toText(cell.difference->test.kind));
    std::string text;
    for (const std::string& test : tests)
        text += (text.empty() ? "" : " and ") + test;
    return text;
}

std::string GroupsTable::note() const
{
    std::string text = "Mean and half of its " + levelText(m_options.resampling.level)
        + " interval (Student's t), with the number of runs; each run's " + evaluationText(m_options.value)
        + ".";
    const std::string tests = testsText();
    text += tests.empty()
        ? " No difference could be tested over seeds."
        : " * differs from the baseline, p < " + storage::shortText(1 - m_options.resampling.level) + " (" + tests + "; "
            + correctionText(m_comparison.seedTests, m_options) + ").";
    for (const Column& column : m_columns) {
        if (!column.hasBaseline)
            text += " " + column.task + ": no group is like the baseline.";
        if (!column.caution.empty())
            text += " " + column.task + ": " + column.caution + ".";
    }
    return text;
}

} // namespace gui::reports
