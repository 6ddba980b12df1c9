#include "gui/models/CompareAdvice.h"

#include <QCoreApplication>

#include "gui/app/Format.h"
#include "gui/models/MetricTitles.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/TrainingTime.h"

namespace gui {

namespace {

/// The context of this file's texts in the catalogue.
struct CompareAdviceWords
{
    Q_DECLARE_TR_FUNCTIONS(CompareAdvice)
};

} // namespace

std::optional<CompareSentence> seedsAdvice(const engine::SeedDifference& difference,
                                           const engine::ComparisonOptions& options)
{
    if (!difference.pairsForPower || reports::isShown(difference.difference, options))
        return std::nullopt;
    return CompareSentence{
        false, CompareAdviceWords::tr("More seeds:"),
        CompareAdviceWords::tr("were the effect on %1 as large as it looks, one test with 80 % power would take %2 "
                               "seeds in each group.")
            .arg(shortMetricName(difference.difference.metric), format::whole(*difference.pairsForPower))};
}

std::optional<CompareSentence> timeAdvice(const CompareResult& result, std::size_t task,
                                          const engine::GroupComparison& group)
{
    const engine::TaskComparison& tested = *result.tested(task);
    const auto time = reports::trainingTime(result.comparison, tested, group);
    if (!time)
        return std::nullopt;
    const std::vector<ComparedGroup>& groups = result.tasks[task].groups;
    const QString& name = groups[group.group].name;
    const QString& baseline = groups[*tested.baseline].name;
    if (time->isSame)
        return CompareSentence{
            false, CompareAdviceWords::tr("Same time:"),
            CompareAdviceWords::tr("%1 ran as many layers in training as %2, within 5 %.").arg(name, baseline)};
    QString rest = CompareAdviceWords::tr("%1 ran %2 times as many layers in training as %3. ")
                       .arg(name, format::fixed(time->timesAsMuch, 1), baseline);
    rest += time->isBaselineLora
        ? CompareAdviceWords::tr("The preset “lora-same-time” trains LoRA for as many layer runs.")
        : CompareAdviceWords::tr("Train the baseline that much longer, too.");
    return CompareSentence{false, CompareAdviceWords::tr("Compare also at the same time:"), rest};
}

} // namespace gui
