#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/statistics/CompareGroups.h"
#include "engine/statistics/Comparison.h"
#include "storage/export/Table.h"

namespace gui::reports {

/// As the reader knows tasks and groups; where empty, the comparison's own names stand.
struct GroupsTableNames
{
    std::vector<std::string> tasks;
    std::vector<std::vector<std::string>> groups; ///< of each task
};

/// The place of the metric that picks the best checkpoint among a task's, otherwise the first; absent where the runs
/// share none.
std::optional<std::size_t> decidingMetric(const engine::Comparison& comparison, const engine::TaskComparison& task);

/// All groups of a comparison as the table of a paper: a row for each group, a column for each task with the metric
/// that decides there, or for all of its metrics. Groups of different tasks with the same name share a row. The
/// comparison outlives it.
class GroupsTable {
public:
    enum class Metrics { Deciding, All };
    struct Cell
    {
        const engine::GroupValue* value = nullptr;      ///< null where the task lacks the group
        const engine::Difference* difference = nullptr; ///< null for the baseline, and without one
    };
    struct Row
    {
        std::string name;
        bool isBaseline = false;
        std::vector<Cell> cells; ///< one per column
    };
    struct Column
    {
        std::string task;
        engine::MetricName metric;
        bool hasBaseline = false;
        std::string caution; ///< what to know before reading it, a sentence without its full stop; or empty
    };

    GroupsTable(const engine::Comparison& comparison, engine::ComparisonOptions options,
                const GroupsTableNames& names = {}, Metrics metrics = Metrics::Deciding);

    const std::vector<Row>& rows() const { return m_rows; }
    const std::vector<Column>& columns() const { return m_columns; }
    /// As forPaper() has it; "–" where there is nothing.
    std::string cellText(const Cell& cell) const;
    /// Of the differences: "paired t", "Welch and paired t"; empty where nothing could be tested.
    std::string testsText() const;

    /// "0.660 ± 0.026 (3)*": mean, half of the interval, runs, and a mark where the difference from the baseline is
    /// shown at the options' level; the table's note says what that means.
    storage::Table forPaper() const;
    /// Unrounded, one value per column.
    storage::Table forPrograms() const;
    /// forPrograms() as CSV, forPaper() in the other formats.
    std::string text(storage::TableFormat format) const;

private:
    void addTask(std::size_t index, const GroupsTableNames& names, Metrics metrics);
    /// One that has no cell from this column on.
    Row& rowFor(const std::string& name, std::size_t column);
    std::string note() const;

    const engine::Comparison& m_comparison;
    const engine::ComparisonOptions m_options;
    std::vector<Column> m_columns;
    std::vector<Row> m_rows;
};

} // namespace gui::reports
