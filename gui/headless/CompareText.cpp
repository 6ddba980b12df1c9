#include "gui/headless/CompareText.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <vector>

#include "engine/run/MetricDirection.h"
#include "gui/headless/Text.h"

namespace gui {

namespace {

using Table = std::vector<std::vector<std::string>>;

std::string signedText(double value)
{
    return (value >= 0 ? "+" : "") + numberText(value);
}

std::string percentText(const std::optional<double>& percent)
{
    if (!percent)
        return {};
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), " (%+.1f %%)", *percent);
    return buffer.data();
}

std::string pText(const std::optional<double>& p)
{
    if (!p)
        return "-";
    if (*p < 0.0001)
        return "<0.0001";
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), *p < 0.1 ? "%.4f" : "%.3f", *p);
    return buffer.data();
}

std::string intervalText(const std::optional<engine::Interval>& interval)
{
    return interval ? numberText(interval->low) + " to " + numberText(interval->high) : "-";
}

std::string metricText(const std::string& metric, const std::string& split)
{
    return metric.starts_with(split) ? metric : metric + ", " + split;
}

/// "paired t, n = 5", "Welch, n = 5 + 4".
std::string testText(const engine::TestResult& test)
{
    if (test.kind == engine::TestKind::Welch)
        return std::string(engine::toText(test.kind)) + ", n = " + std::to_string(test.baselineRuns) + " + "
            + std::to_string(test.n - test.baselineRuns);
    return std::string(engine::toText(test.kind)) + ", n = " + countText(test.n);
}

std::string effectText(const engine::TestResult& test)
{
    return test.effect ? std::string(engine::toText(test.effectKind)) + " " + numberText(*test.effect) : "-";
}

std::string ropeText(const std::optional<engine::RopeProbabilities>& rope)
{
    if (!rope)
        return "-";
    std::array<char, 60> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f / %.2f / %.2f", rope->worse, rope->equivalent, rope->better);
    return buffer.data();
}

/// "~" where p is the normal approximation.
std::string wilcoxonText(const std::optional<engine::TestResult>& test)
{
    if (!test || !test->p)
        return "-";
    return (test->isExact ? "" : "~") + pText(test->p);
}

std::string levelText(double level)
{
    return numberText(100 * level) + " %";
}

std::string holmText(std::int64_t tests)
{
    return tests == 1 ? "one test, so no correction" : "Holm over " + countText(tests) + " tests";
}

std::string groupsText(const engine::TaskComparison& task, const engine::ComparisonOptions& options)
{
    Table table{{"Group", "Runs"}};
    for (const engine::GroupValue& value : task.values.front())
        table.front().push_back(metricText(value.metric, value.split) + ", mean (" + levelText(options.resampling.level)
                                + ")");
    for (std::size_t i = 0; i < task.groups.groups.size(); ++i) {
        const engine::RunGroup& group = task.groups.groups[i];
        table.push_back({group.label + (task.baseline == i ? " [baseline]" : ""), std::to_string(group.runs.size())});
        for (const engine::GroupValue& value : task.values[i])
            table.back().push_back(numberText(value.mean)
                                   + (value.interval ? " (" + intervalText(value.interval) + ")" : ""));
    }
    return tableText(table);
}

std::string seedsText(const engine::GroupComparison& against, const engine::Comparison& comparison,
                      const engine::ComparisonOptions& options)
{
    Table table{{"Metric", "Baseline", "Value", "Difference", levelText(options.resampling.level) + " interval", "p",
                 "Holm", "Test", "Effect", "Wilcoxon p", "Worse / same / better"}};
    for (const engine::SeedDifference& each : against.seeds) {
        const engine::Difference& difference = each.difference;
        table.push_back({metricText(difference.metric, difference.split), numberText(difference.baseline),
                         numberText(difference.value),
                         signedText(difference.difference) + percentText(difference.percent),
                         intervalText(difference.test.interval), pText(difference.test.p), pText(difference.holm),
                         difference.test.p ? testText(difference.test) : "none: " + difference.test.undefined,
                         effectText(difference.test), wilcoxonText(each.wilcoxon), ropeText(each.rope)});
    }
    return "Over seeds (" + holmText(comparison.seedTests) + "; same: within " + numberText(options.rope.rope) + ")\n"
        + tableText(table);
}

std::string rowsText(const engine::GroupComparison& against, const engine::Comparison& comparison,
                     const engine::ComparisonOptions& options)
{
    if (against.rows.empty())
        return {};
    Table table{{"Pair", "Metric", "Baseline", "Value", "Difference",
                 levelText(options.resampling.level) + " bootstrap", "p", "Holm", "Test", "Bootstrap p",
                 "Randomisation p"}};
    for (const engine::RowDifference& each : against.rows) {
        const engine::Difference& difference = each.difference;
        table.push_back({each.pair.label, metricText(difference.metric, difference.split),
                         numberText(difference.baseline), numberText(difference.value),
                         signedText(difference.difference) + percentText(difference.percent),
                         intervalText(difference.test.interval), pText(difference.test.p), pText(difference.holm),
                         difference.test.p ? testText(difference.test) : "none: " + difference.test.undefined,
                         pText(each.bootstrap.p), pText(each.randomisation.p)});
    }
    return "\nOver examples of " + against.rows.front().difference.split + ", two trained models each ("
        + holmText(comparison.rowTests) + ")\n" + tableText(table);
}

std::string costText(const engine::CostDifference& cost, double value)
{
    if (cost.unit == "bytes")
        return bytesText(static_cast<std::int64_t>(value));
    if (cost.unit == "s")
        return numberText(value) + " s";
    return value == std::floor(value) ? countText(static_cast<std::int64_t>(value)) : numberText(value);
}

std::string costsText(const engine::GroupComparison& against)
{
    Table table{{"Cost (mean of a run)", "Baseline", "Value", "Difference"}};
    for (const engine::CostDifference& cost : against.costs) {
        const double difference = cost.value - cost.baseline;
        const auto percent = cost.baseline != 0 ? std::optional(100 * difference / cost.baseline) : std::nullopt;
        table.push_back({cost.key, costText(cost, cost.baseline), costText(cost, cost.value),
                         difference == 0 ? "same"
                                         : (difference > 0 ? "+" : "-") + costText(cost, std::abs(difference))
                                 + percentText(percent)});
    }
    return "\n" + tableText(table);
}

std::string warningsText(const std::vector<engine::Warning>& warnings)
{
    std::string text;
    for (const engine::Warning& warning : warnings)
        text += "! " + warning.text + "\n";
    return text;
}

std::string powerText(std::int64_t pairs)
{
    return "; were the effect as large as it looks, one test with 80 % power would take " + countText(pairs) + " seeds";
}

/// No more than the numbers allow.
std::string wordsText(const engine::SeedDifference& each, const engine::ComparisonOptions& options)
{
    const engine::Difference& difference = each.difference;
    const double error = 1 - options.resampling.level;
    const std::string name = metricText(difference.metric, difference.split);
    if (!difference.holm)
        return name + ": " + signedText(difference.difference) + ", not tested over seeds (" + difference.test.undefined
            + ")\n";
    const bool isReal = *difference.holm <= error;
    const bool isBetter = engine::isBetter(difference.metric, difference.value, difference.baseline);
    return name + ": " + signedText(difference.difference) + ", "
        + (isReal ? std::string(isBetter ? "better" : "worse") + " than the baseline" : "not shown to be real") + " at "
        + levelText(error) + " (p = " + pText(difference.holm) + " after Holm)"
        + (isReal || !each.pairsForPower ? "" : powerText(*each.pairsForPower)) + "\n";
}

std::string againstText(const engine::GroupComparison& against, const engine::TaskComparison& task,
                        const engine::Comparison& comparison, const engine::ComparisonOptions& options)
{
    std::string text = "\n== " + task.groups.groups[against.group].label + " against "
        + task.groups.groups[*task.baseline].label + "\n" + seedsText(against, comparison, options)
        + rowsText(against, comparison, options) + costsText(against) + "\n" + warningsText(against.warnings);
    for (const engine::SeedDifference& each : against.seeds)
        text += wordsText(each, options);
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

std::string comparisonText(const engine::Comparison& comparison, const engine::ComparisonOptions& options)
{
    std::string text;
    for (const engine::TaskComparison& task : comparison.tasks) {
        text += (text.empty() ? "" : "\n") + std::string("Task ") + task.groups.task + ", each run's "
            + (options.isBest ? "best" : "last") + " evaluation\n\n" + groupsText(task, options);
        for (const engine::GroupComparison& against : task.against)
            text += againstText(against, task, comparison, options);
        text += warningsText(task.warnings) + differencesText(task);
        if (task.groups.groups.size() == 1)
            text +=
                "There is nothing to compare: these runs differ in no key but seed and name. \"--group-by name\" takes "
                "each run for itself.\n";
    }
    return text;
}

} // namespace gui
