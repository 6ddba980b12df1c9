#include <algorithm>
#include <cmath>
#include <optional>
#include <utility>

#include "engine/statistics/CompareGroups.h"
#include "engine/statistics/Interval.h"
#include "engine/statistics/Moments.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/GroupsTable.h"
#include "gui/report/PageParts.h"
#include "gui/report/ParetoFront.h"
#include "storage/export/Html.h"
#include "storage/export/NumberText.h"
#include "storage/export/SvgPoints.h"

namespace gui::reports {

namespace {

using storage::SvgPoints;

struct CostKind
{
    const char* title;
    const char* axis;
    double (*of)(const engine::RunSummary& run);
};
constexpr CostKind costKinds[] = {
    {"Quality over training time", "training time (s)", [](const engine::RunSummary& run) { return run.seconds; }},
    {"Quality over layer evaluations", "layer evaluations (per pass, second layer pass counted)",
     [](const engine::RunSummary& run) { return run.layerEvaluations; }}};

std::string costTables(const TaskPage& page)
{
    std::string html;
    for (const engine::GroupComparison& against : page.task.against) {
        html += "<h3>" + storage::escapeHtml(againstTitle(page, against)) + "</h3>\n"
            + openTable({ofTexts("Mean of a run"), ofNumbers(page.names[*page.task.baseline]),
                         ofNumbers(page.names[against.group]), ofNumbers("Difference")});
        for (const engine::CostDifference& cost : against.costs)
            html += "<tr>" + textCell(cost.key) + numberCell(costText(cost, cost.baseline))
                + numberCell(costText(cost, cost.value)) + numberCell(costDifferenceText(cost)) + "</tr>\n";
        html += closeTable();
    }
    return html;
}

std::optional<std::pair<double, double>> endsOf(const std::optional<engine::Interval>& interval)
{
    return interval ? std::optional(std::pair(interval->low, interval->high)) : std::nullopt;
}

void addGroupCost(SvgPoints& picture, const TaskPage& page, const CostKind& kind, std::size_t group, std::size_t metric)
{
    const engine::GroupValue& value = page.task.values[group][metric];
    const std::vector<std::size_t>& runs = page.task.groups.groups[group].runs;
    std::vector<double> costs;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const engine::RunSummary& run = page.comparison.runs[runs[i]];
        costs.push_back(kind.of(run));
        if (runs.size() > 1) // otherwise it is the mean
            picture.points.push_back({costs.back(), value.values[i], page.colours[group], run.name, {}});
    }
    storage::SvgMean mean;
    mean.at = {engine::meanOf(costs), value.mean, page.colours[group], page.names[group], {}};
    mean.xInterval = endsOf(engine::studentInterval(costs, page.options.resampling.level));
    mean.yInterval = endsOf(value.interval);
    picture.means.push_back(std::move(mean));
}

/// Nothing where no run knows the cost.
std::string costPlot(const TaskPage& page, const CostKind& kind, std::size_t metric)
{
    const engine::GroupValue& first = page.task.values.front()[metric];
    SvgPoints picture;
    picture.title = kind.title;
    picture.xTitle = kind.axis;
    picture.yTitle = metricText(first.metric, first.split);
    for (std::size_t group = 0; group < page.names.size(); ++group)
        addGroupCost(picture, page, kind, group, metric);
    std::vector<std::pair<double, double>> places;
    for (const storage::SvgMean& mean : picture.means)
        places.emplace_back(mean.at.x, mean.at.y);
    if (std::all_of(places.begin(), places.end(), [](const auto& place) { return !(place.first > 0); }))
        return {};
    for (const std::size_t place : paretoFront(places, first.metric))
        picture.front.push_back(places[place]);
    return storage::drawPoints(picture) + "\n";
}

/// "LoRA 887,042 (n = 3), MoLEx 896,270 (n = 3)"
std::string parametersText(const TaskPage& page)
{
    std::string text;
    for (std::size_t group = 0; group < page.names.size(); ++group) {
        const std::vector<std::size_t>& runs = page.task.groups.groups[group].runs;
        std::vector<double> counts;
        counts.reserve(runs.size());
        for (const std::size_t run : runs)
            counts.push_back(static_cast<double>(page.comparison.runs[run].trainableParameters));
        text += (text.empty() ? "" : ", ") + page.names[group] + " "
            + storage::withThousands(std::llround(engine::meanOf(counts))) + " (n = " + std::to_string(runs.size())
            + ")";
    }
    return text;
}

} // namespace

std::string costsHtml(const TaskPage& page)
{
    std::string html = costTables(page);
    const auto metric = decidingMetric(page.comparison, page.task);
    std::string plots;
    if (metric)
        for (const CostKind& kind : costKinds)
            plots += costPlot(page, kind, *metric);
    if (plots.empty())
        return html;
    return html + legendHtml(page) + "<div class=\"plots\">\n" + plots
        + "</div>\n<p class=\"note\">Large points are means with " + levelText(page.options.resampling.level)
        + " intervals (Student\u2019s t) where a group has two runs or more, small ones are runs; no test. The dashed "
          "line joins groups that none is better than at no more cost. Trainable parameters, gates counted: "
        + storage::escapeHtml(parametersText(page)) + ".</p>\n";
}

} // namespace gui::reports
