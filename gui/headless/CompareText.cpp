#include "gui/headless/CompareText.h"

#include <vector>

#include "gui/headless/Text.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/TrainingTime.h"

namespace gui {

namespace {

using Table = std::vector<std::vector<std::string>>;

std::string inBrackets(const std::string& text)
{
    return text.empty() ? text : " (" + text + ")";
}

std::string groupsText(const engine::TaskComparison& task, const engine::ComparisonOptions& options)
{
    Table table{{"Group", "Runs"}};
    for (const engine::GroupValue& value : task.values.front())
        table.front().push_back(reports::metricText(value.metric, value.split) + ", mean ("
                                + reports::levelText(options.resampling.level) + ")");
    for (std::size_t i = 0; i < task.groups.groups.size(); ++i) {
        const engine::RunGroup& group = task.groups.groups[i];
        table.push_back({group.label + (task.baseline == i ? " [baseline]" : ""), std::to_string(group.runs.size())});
        for (const engine::GroupValue& value : task.values[i])
            table.back().push_back(numberText(value.mean)
                                   + (value.interval ? " (" + reports::intervalText(value.interval) + ")" : ""));
    }
    return tableText(table);
}

std::string seedsText(const engine::GroupComparison& against, const engine::Comparison& comparison,
                      const engine::ComparisonOptions& options)
{
    Table table{{"Metric", "Baseline", "Value", "Difference",
                 reports::levelText(options.resampling.level) + " interval", "p", "Holm", "Test", "Effect",
                 "Wilcoxon p", "Worse / same / better"}};
    for (const engine::SeedDifference& each : against.seeds) {
        const engine::Difference& difference = each.difference;
        table.push_back(
            {reports::metricText(difference.metric, difference.split), numberText(difference.baseline),
             numberText(difference.value),
             reports::signedText(difference.difference) + inBrackets(reports::percentText(difference.percent)),
             reports::intervalText(difference.test.interval), reports::pText(difference.test.p),
             reports::pText(difference.holm), reports::testText(difference.test), reports::effectText(difference.test),
             reports::wilcoxonText(each), reports::ropeText(each.rope)});
    }
    return "Over seeds (" + reports::correctionText(comparison.seedTests, options) + "; same: within " + numberText(options.rope.rope)
        + ")\n" + tableText(table);
}

std::string rowsText(const engine::GroupComparison& against, const engine::Comparison& comparison,
                     const engine::ComparisonOptions& options)
{
    if (against.rows.empty())
        return {};
    Table table{{"Pair", "Metric", "Baseline", "Value", "Difference",
                 reports::levelText(options.resampling.level) + " bootstrap", "p", "Holm", "Test", "Effect",
                 "Bootstrap p", "Randomisation p"}};
    for (const engine::RowDifference& each : against.rows) {
        const engine::Difference& difference = each.difference;
        table.push_back(
            {each.pair.label, reports::metricText(difference.metric, difference.split), numberText(difference.baseline),
             numberText(difference.value),
             reports::signedText(difference.difference) + inBrackets(reports::percentText(difference.percent)),
             reports::intervalText(difference.test.interval), reports::pText(difference.test.p),
             reports::pText(difference.holm), reports::testText(difference.test), reports::effectText(difference.test),
             reports::pText(each.bootstrap.p), reports::pText(each.randomisation.p)});
    }
    return "\nOver examples of " + against.rows.front().difference.split + ", two trained models each ("
        + reports::correctionText(comparison.rowTests, options) + "; b right in the baseline's alone, c in the other alone)\n"
        + tableText(table);
}

std::string costsText(const engine::GroupComparison& against)
{
    Table table{{"Cost (mean of a run)", "Baseline", "Value", "Difference"}};
    for (const engine::CostDifference& cost : against.costs)
        table.push_back({cost.key, reports::costText(cost, cost.baseline), reports::costText(cost, cost.value),
                         reports::costDifferenceText(cost)});
    return "\n" + tableText(table);
}

std::string warningsText(const std::vector<engine::Warning>& warnings)
{
    std::string text;
    for (const engine::Warning& warning : warnings)
        text += "! " + warning.text + "\n";
    return text;
}

/// Of one of the groups that are compared with the baseline.
std::string routingLines(const reports::TaskRouting& routing, const engine::TaskComparison& task, std::size_t against)
{
    const auto& found = routing.against[against];
    if (!found)
        return {};
    std::vector<std::string> labels;
    for (const engine::RunGroup& group : task.groups.groups)
        labels.push_back(group.label);
    const std::string rival = reports::routingRival(*found, labels, *task.baseline);
    std::string text = "\nRouting: " + reports::routingText(*found, rival) + " (permutation test, "
        + reports::routingRuns(*found) + ")\n";
    if (!found->isOfDev)
        text += "Routing: votes of the newest records, since not all of these runs have recorded routes of dev "
                "examples at the evaluation compared\n";
    for (const std::size_t group : {*task.baseline, task.against[against].group})
        if (const auto& agreement = routing.agreement[group])
            text += "Routing: " + reports::agreementText(*agreement, task.groups.groups[group].label) + "\n";
    return text;
}

std::string againstText(const engine::GroupComparison& against, const engine::TaskComparison& task,
                        const engine::Comparison& comparison, const engine::ComparisonOptions& options,
                        const std::string& routing)
{
    std::string text = "\n== " + task.groups.groups[against.group].label + " against "
        + task.groups.groups[*task.baseline].label + "\n" + seedsText(against, comparison, options)
        + rowsText(against, comparison, options) + costsText(against) + routing + "\n" + warningsText(against.warnings);
    for (const engine::SeedDifference& each : against.seeds)
        text += reports::conclusionText(each, options) + "\n";
    if (const auto time = reports::trainingTime(comparison, task, against))
        text += reports::timeText(*time, task.groups.groups[against.group].label,
                                  task.groups.groups[*task.baseline].label)
            + "\n";
    return text;
}

std::string differencesText(const engine::TaskComparison& task)
{
    if (task.groups.differences.empty())
        return {};
    Table table{{"Configuration"}};
    for (const engine::RunGroup& group : task.groups.groups)
        table.front().push_back(group.label);
    for (const engine::ConfigDifference& difference : task.groups.differences) {
        table.push_back({difference.key});
        for (const auto& value : difference.values)
            table.back().push_back(value.value_or("-"));
    }
    return "\n" + tableText(table);
}

} // namespace

std::string comparisonText(const engine::Comparison& comparison, const engine::ComparisonOptions& options,
                           const std::vector<reports::TaskRouting>& routing)
{
    std::string text;
    for (std::size_t index = 0; index < comparison.tasks.size(); ++index) {
        const engine::TaskComparison& task = comparison.tasks[index];
        text += (text.empty() ? "" : "\n") + std::string("Task ") + task.groups.task + ", each run's "
            + reports::evaluationText(options.value) + "\n\n" + groupsText(task, options);
        for (std::size_t against = 0; against < task.against.size(); ++against)
            text += againstText(task.against[against], task, comparison, options,
                                routingLines(routing[index], task, against));
        text += warningsText(task.warnings) + differencesText(task);
        if (task.groups.groups.size() == 1)
            text +=
                "There is nothing to compare: these runs differ in no key but seed and name. \"--group-by name\" takes "
                "each run for itself.\n";
    }
    return text;
}

} // namespace gui
