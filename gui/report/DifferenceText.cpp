#include "gui/report/DifferenceText.h"

#include <cmath>

#include "engine/run/MetricDirection.h"
#include "gui/report/Formatted.h"
#include "storage/export/NumberText.h"

namespace gui::reports {

namespace {

std::string powerText(std::int64_t pairs)
{
    return "; were the effect as large as it looks, one test with 80 % power would take "
        + storage::withThousands(pairs) + " seeds";
}

} // namespace

std::string signedText(double value)
{
    return (value >= 0 ? "+" : "") + storage::shortText(value);
}

std::string percentText(const std::optional<double>& percent)
{
    return percent ? formatted("%+.1f %%", *percent) : std::string();
}

std::string pText(const std::optional<double>& p)
{
    if (!p)
        return "-";
    return *p < 0.0001 ? "<0.0001" : formatted(*p < 0.1 ? "%.4f" : "%.3f", *p);
}

std::string intervalText(const std::optional<engine::Interval>& interval)
{
    return interval ? storage::shortText(interval->low) + " to " + storage::shortText(interval->high) : "-";
}

std::string metricText(const std::string& metric, const std::string& split)
{
    return metric.starts_with(split) ? metric : metric + ", " + split;
}

std::string testText(const engine::TestResult& test)
{
    if (!test.p)
        return "none: " + test.undefined;
    if (test.kind == engine::TestKind::Welch)
        return std::string(engine::toText(test.kind)) + ", n = " + std::to_string(test.baselineRuns) + " + "
            + std::to_string(test.n - test.baselineRuns);
    const std::string counts = discordantText(test);
    return std::string(engine::toText(test.kind)) + ", n = " + storage::withThousands(test.n)
        + (counts.empty() ? "" : ", " + counts);
}

std::string discordantText(const engine::TestResult& test)
{
    const auto& rows = test.discordant;
    return rows ? "b = " + storage::withThousands(rows->baseline) + ", c = " + storage::withThousands(rows->other)
                : std::string();
}

std::string effectText(const engine::TestResult& test)
{
    return test.effect ? std::string(engine::toText(test.effectKind)) + " " + storage::shortText(*test.effect) : "-";
}

std::string ropeText(const std::optional<engine::RopeProbabilities>& rope)
{
    return rope ? formatted("%.2f / %.2f / %.2f", rope->worse, rope->equivalent, rope->better) : "-";
}

std::string wilcoxonText(const engine::SeedDifference& seeds)
{
    const std::optional<engine::TestResult>& test = seeds.wilcoxon;
    if (!test || !test->p)
        return "-";
    const std::string pairs = test->n == seeds.difference.test.n ? "" : ", n = " + std::to_string(test->n);
    return (test->isExact ? "" : "~") + pText(test->p) + pairs;
}

std::string levelText(double level)
{
    return storage::shortText(100 * level) + " %";
}

std::string holmText(std::int64_t tests)
{
    return tests == 1 ? "one test, so no correction" : "Holm over " + storage::withThousands(tests) + " tests";
}

std::string correctionText(std::int64_t tests, const engine::ComparisonOptions& options)
{
    return options.isCorrected || tests == 1 ? holmText(tests) : "not corrected for " + storage::withThousands(tests) + " tests";
}

std::string evaluationText(const engine::ComparedValue& value)
{
    if (value.kind == engine::ComparedValue::Kind::AtStep)
        return "evaluation at step " + storage::withThousands(value.step);
    return engine::toText(value) + " evaluation";
}

std::optional<double> decidingP(const engine::Difference& difference, const engine::ComparisonOptions& options)
{
    return options.isCorrected ? difference.holm : difference.test.p;
}

bool isShown(const engine::Difference& difference, const engine::ComparisonOptions& options)
{
    const auto p = decidingP(difference, options);
    return p && *p < 1 - options.resampling.level;
}

std::string costText(const engine::CostDifference& cost, double value)
{
    if (!(std::abs(value) < 9e18)) // nor is it a number of anything
        return storage::shortText(value);
    if (cost.unit == "bytes")
        return storage::bytesText(static_cast<std::int64_t>(value));
    if (cost.unit == "s")
        return storage::shortText(value) + " s";
    return value == std::floor(value) ? storage::withThousands(static_cast<std::int64_t>(value))
                                      : storage::shortText(value);
}

std::string costDifferenceText(const engine::CostDifference& cost)
{
    const double difference = cost.value - cost.baseline;
    if (difference == 0)
        return "same";
    const std::string size = (difference > 0 ? "+" : "-") + costText(cost, std::abs(difference));
    return cost.baseline == 0 ? size : size + " (" + percentText(100 * difference / cost.baseline) + ")";
}

std::string conclusionText(const engine::SeedDifference& each, const engine::ComparisonOptions& options)
{
    const engine::Difference& difference = each.difference;
    const double error = 1 - options.resampling.level;
    const std::string start =
        metricText(difference.metric, difference.split) + ": " + signedText(difference.difference) + ", ";
    const auto p = decidingP(difference, options);
    if (!p)
        return start + "not tested over seeds (" + difference.test.undefined + ")";
    const bool isReal = isShown(difference, options);
    const bool isBetter = engine::isBetter(difference.metric, difference.value, difference.baseline);
    const std::string verdict =
        isReal ? std::string(isBetter ? "better" : "worse") + " than the baseline" : "not shown to be real";
    return start + verdict + " at " + levelText(error) + " (p = " + pText(p) + (options.isCorrected ? " after Holm)" : ", not corrected)")
        + (isReal || !each.pairsForPower ? "" : powerText(*each.pairsForPower));
}

} // namespace gui::reports
