#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/statistics/Comparison.h"
#include "gui/report/CurveChoice.h"

namespace storage {
class RunRepository;
}

/// The parts of the page about one task; each returns finished HTML, empty where there is nothing to show.
namespace gui::reports {

struct TaskPage
{
    const storage::RunRepository& repository;
    const engine::Comparison& comparison;
    const engine::TaskComparison& task;
    const engine::ComparisonOptions& options;
    const CurveChoice& curves;
    std::vector<std::string> names; ///< of the groups
    std::vector<int> colours;       ///< of the groups, different ones
    std::string id;                 ///< of the task within the page, for ids in it: "t0"
};

/// What the reader must know first: other data, models, environments, budgets, and all other warnings.
std::string conditionsHtml(const TaskPage& page);
/// What may be said, a sentence per metric.
std::string wordsHtml(const TaskPage& page);

std::string metricsHtml(const TaskPage& page);
std::string examplesHtml(const TaskPage& page);
/// Tables, and plots of quality over cost.
std::string costsHtml(const TaskPage& page);
/// A plot per metric: each group's mean with its interval, single runs faint.
std::string curvesHtml(const TaskPage& page);
/// A plot per metric: runs of both sides, the same seed joined.
std::string pairsHtml(const TaskPage& page);
/// The deciding metric over each setting that differs, and parallel coordinates.
std::string sweepHtml(const TaskPage& page);
/// Shares of each group, and differences hatched where seeds alone may make them.
std::string routingHtml(const TaskPage& page);
std::string configurationHtml(const TaskPage& page);
/// What differs between the runs' environments, data and model first.
std::string environmentHtml(const TaskPage& page);
/// Every run with seed, state, tags and note.
std::string runsHtml(const TaskPage& page);

/// A coloured square and the group's name, as the curves have them.
std::string legendHtml(const TaskPage& page);

struct ColumnTitle
{
    std::string text; ///< plain, whatever it begins with
    bool isOfNumbers = false;
};
inline ColumnTitle ofTexts(std::string title)
{
    return {std::move(title), false};
}
inline ColumnTitle ofNumbers(std::string title)
{
    return {std::move(title), true};
}

/// An open table; rows of cells follow, then closeTable.
std::string openTable(const std::vector<ColumnTitle>& titles);
std::string closeTable();
std::string textCell(std::string_view text, const char* css = "");
/// A minus is a minus, and "-" alone is a dash. `note` stands small below.
std::string numberCell(std::string_view text, std::string_view note = {});
std::string numberHtml(std::string_view text);

/// "MoLEx against LoRA"
std::string againstTitle(const TaskPage& page, const engine::GroupComparison& against);

} // namespace gui::reports
