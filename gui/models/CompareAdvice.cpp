#include "gui/models/CompareAdvice.h"

#include <algorithm>

#include <QCoreApplication>

#include "gui/app/Format.h"
#include "gui/models/MetricTitles.h"
#include "gui/report/DifferenceText.h"

namespace gui {

namespace {

constexpr double sameCompute = 1.05; // times as many layers are as good as the same number

/// The context of this file's texts in the catalogue.
struct CompareAdviceWords
{
    Q_DECLARE_TR_FUNCTIONS(CompareAdvice)
};

/// How many times as much the group took of it as the baseline; absent where that is not known.
std::optional<double> timesAsMuch(const engine::GroupComparison& group, const char* key)
{
    const auto cost =
        std::find_if(group.costs.begin(), group.costs.end(), [key](const auto& each) { return each.key == key; });
    if (cost == group.costs.end() || !(cost->baseline > 0) || !(cost->value > 0))
        return std::nullopt;
    return cost->value / cost->baseline;
}

bool isPlainLora(const engine::RunSummary& run)
{
    const auto kind = [&run](const char* section) {
        return run.config.contains(section) ? run.config[section].value("kind", std::string()) : std::string();
    };
    return kind("method") == "lora" && kind("routing") == "none";
}

} // namespace

std::optional<CompareSentence> seedsAdvice(const engine::SeedDifference& difference,
                                           const engine::ComparisonOptions& options)
{
    if (!difference.pairsForPower || reports::isShown(difference.difference, options))
        return std::nullopt;
    return CompareSentence{
        false, CompareAdviceWords::tr("More seeds:"),
        CompareAdviceWords::tr("were the effect on %1 as large as it looks, one test with 80 % power would take %2.")
            .arg(shortMetricName(difference.difference.metric), format::whole(*difference.pairsForPower))};
}

std::optional<CompareSentence> timeAdvice(const CompareResult& result, std::size_t task,
                                          const engine::GroupComparison& group)
{
    const auto layers = timesAsMuch(group, "layer_evaluations");
    auto trained = timesAsMuch(group, "rows_trained");
    if (!trained)
        trained = timesAsMuch(group, "steps");
    if (!layers || !trained || *layers < sameCompute || *layers * *trained < sameCompute)
        return std::nullopt;
    const engine::TaskComparison& tested = *result.tested(task);
    const std::vector<ComparedGroup>& groups = result.tasks[task].groups;
    const ComparedGroup& baseline = groups[*tested.baseline];
    QString rest = CompareAdviceWords::tr("%1 ran %2 times as many layers in training as %3. ")
                       .arg(groups[group.group].name, format::fixed(*layers * *trained, 1), baseline.name);
    rest += isPlainLora(result.comparison.runs[baseline.runs.front()])
        ? CompareAdviceWords::tr("The preset “lora-same-time” trains LoRA as long.")
        : CompareAdviceWords::tr("Train the baseline that much longer, too.");
    return CompareSentence{false, CompareAdviceWords::tr("Compare also at the same time:"), rest};
}

} // namespace gui
