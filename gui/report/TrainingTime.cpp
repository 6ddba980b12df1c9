#include "gui/report/TrainingTime.h"

#include <algorithm>

#include "engine/run/JsonText.h"
#include "gui/report/Formatted.h"

namespace gui::reports {

namespace {

constexpr double sameCompute = 1.05; // times as many layers are as good as the same number

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
        return run.config.contains(section) ? engine::textAt(run.config[section], "kind") : std::string();
    };
    return kind("method") == "lora" && kind("routing") == "none";
}

} // namespace

std::optional<TrainingTime> trainingTime(const engine::Comparison& comparison, const engine::TaskComparison& task,
                                         const engine::GroupComparison& group)
{
    const auto layers = timesAsMuch(group, "layer_evaluations");
    auto trained = timesAsMuch(group, "rows_trained");
    if (!trained)
        trained = timesAsMuch(group, "steps");
    if (!layers || !trained || *layers < sameCompute || *layers * *trained * sameCompute < 1)
        return std::nullopt;
    TrainingTime time;
    time.timesAsMuch = *layers * *trained;
    time.isSame = time.timesAsMuch < sameCompute;
    time.isBaselineLora = isPlainLora(comparison.runs[task.groups.groups[*task.baseline].runs.front()]);
    return time;
}

std::string timeText(const TrainingTime& time, const std::string& group, const std::string& baseline)
{
    if (time.isSame)
        return "Same time: " + group + " ran as many layers in training as " + baseline + ", within 5 %.";
    return "Compare also at the same time: " + group + " ran " + formatted("%.1f", time.timesAsMuch)
        + " times as many layers in training as " + baseline + ". "
        + (time.isBaselineLora ? "The preset “lora-same-time” trains LoRA for as many layer runs."
                               : "Train the baseline that much longer, too.");
}

} // namespace gui::reports
