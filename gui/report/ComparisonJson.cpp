#include "gui/report/ComparisonJson.h"

#include "engine/run/MetricDirection.h"
#include "gui/report/TrainingTime.h"

using engine::Json;

namespace gui::reports {

namespace {

Json orNull(const std::optional<double>& value)
{
    return value ? Json(*value) : Json();
}

Json jsonOf(const std::optional<engine::Interval>& interval)
{
    return interval ? Json{interval->low, interval->high} : Json();
}

Json jsonOf(const engine::TestResult& test)
{
    Json json = {{"test", engine::toText(test.kind)}, {"n", test.n},         {"statistic", orNull(test.statistic)},
                 {"degrees", orNull(test.degrees)},   {"p", orNull(test.p)}, {"exact", test.isExact},
                 {"interval", jsonOf(test.interval)}};
    if (test.kind == engine::TestKind::Welch)
        json["n_per_side"] = {test.baselineRuns, test.n - test.baselineRuns};
    if (test.discordant)
        json["discordant"] = {{"b", test.discordant->baseline}, {"c", test.discordant->other}};
    if (test.effectKind != engine::EffectKind::None)
        json["effect"] = {{"kind", engine::toText(test.effectKind)}, {"value", orNull(test.effect)}};
    if (!test.undefined.empty())
        json["undefined"] = test.undefined;
    return json;
}

Json jsonOf(const engine::Difference& difference)
{
    return {{"metric", difference.metric},
            {"split", difference.split},
            {"lower_is_better", engine::isLowerBetter(difference.metric)},
            {"baseline", difference.baseline},
            {"value", difference.value},
            {"difference", difference.difference},
            {"percent", orNull(difference.percent)},
            {"test", jsonOf(difference.test)},
            {"p_holm", orNull(difference.holm)}};
}

Json jsonOf(const engine::RunPair& pair, const engine::Comparison& comparison)
{
    return {
        {"label", pair.label}, {"baseline", comparison.runs[pair.baseline].id}, {"run", comparison.runs[pair.run].id}};
}

Json jsonOf(const engine::SeedDifference& seeds, const engine::Comparison& comparison)
{
    Json json = jsonOf(seeds.difference);
    json["wilcoxon"] = seeds.wilcoxon ? jsonOf(*seeds.wilcoxon) : Json();
    json["rope"] = Json();
    if (seeds.rope)
        json["rope"] = {
            {"worse", seeds.rope->worse}, {"equivalent", seeds.rope->equivalent}, {"better", seeds.rope->better}};
    json["pairs_for_80_percent_power"] = seeds.pairsForPower ? Json(*seeds.pairsForPower) : Json();
    json["pairs"] = Json::array();
    for (const engine::RunPair& pair : seeds.pairs)
        json["pairs"].push_back(jsonOf(pair, comparison));
    return json;
}

Json jsonOf(const std::vector<engine::Warning>& warnings)
{
    Json list = Json::array();
    for (const engine::Warning& warning : warnings)
        list.push_back({{"kind", engine::toText(warning.caution)}, {"text", warning.text}});
    return list;
}

Json groupJson(const engine::TaskComparison& task, std::size_t index, const engine::Comparison& comparison)
{
    const engine::RunGroup& group = task.groups.groups[index];
    Json json = {{"label", group.label}, {"keys", Json::object()}, {"runs", Json::array()}, {"values", Json::array()}};
    for (const auto& [key, value] : group.keys)
        json["keys"][key] = value;
    for (const std::size_t run : group.runs)
        json["runs"].push_back(comparison.runs[run].id);
    for (const engine::GroupValue& value : task.values[index])
        json["values"].push_back({{"metric", value.metric},
                                  {"split", value.split},
                                  {"n", value.n},
                                  {"mean", value.mean},
                                  {"interval", jsonOf(value.interval)},
                                  {"bootstrap", jsonOf(value.bootstrap)},
                                  {"values", value.values}});
    return json;
}

/// Null where page, report and terminal say nothing of it.
Json trainingTimeJson(const engine::GroupComparison& against, const engine::TaskComparison& task,
                      const engine::Comparison& comparison)
{
    const std::optional<TrainingTime> time = trainingTime(comparison, task, against);
    if (!time)
        return Json();
    return {{"times_as_much", time->timesAsMuch},
            {"same", time->isSame},
            {"text", timeText(*time, task.groups.groups[against.group].label,
                              task.groups.groups[*task.baseline].label)}};
}

Json jsonOf(const engine::GroupComparison& against, const engine::TaskComparison& task,
            const engine::Comparison& comparison)
{
    Json json = {{"group", task.groups.groups[against.group].label},
                 {"over_seeds", Json::array()},
                 {"over_rows", Json::array()},
                 {"costs", Json::array()},
                 {"training_time", trainingTimeJson(against, task, comparison)},
                 {"warnings", jsonOf(against.warnings)}};
    for (const engine::SeedDifference& seeds : against.seeds)
        json["over_seeds"].push_back(jsonOf(seeds, comparison));
    for (const engine::RowDifference& rows : against.rows) {
        Json row = jsonOf(rows.difference);
        row["pair"] = jsonOf(rows.pair, comparison);
        row["bootstrap"] = jsonOf(rows.bootstrap);
        row["randomisation"] = jsonOf(rows.randomisation);
        json["over_rows"].push_back(std::move(row));
    }
    for (const engine::CostDifference& cost : against.costs)
        json["costs"].push_back(
            {{"key", cost.key}, {"unit", cost.unit}, {"baseline", cost.baseline}, {"value", cost.value}});
    return json;
}

Json jsonOf(const engine::TaskComparison& task, const engine::Comparison& comparison)
{
    Json json = {{"task", task.groups.task},
                 {"baseline", task.baseline ? Json(task.groups.groups[*task.baseline].label) : Json()},
                 {"groups", Json::array()},
                 {"configuration_differences", Json::array()},
                 {"comparisons", Json::array()},
                 {"warnings", jsonOf(task.warnings)}};
    for (std::size_t i = 0; i < task.groups.groups.size(); ++i)
        json["groups"].push_back(groupJson(task, i, comparison));
    for (const engine::ConfigDifference& difference : task.groups.differences) {
        Json values = Json::array();
        for (const auto& value : difference.values)
            values.push_back(value ? Json(*value) : Json());
        json["configuration_differences"].push_back({{"key", difference.key}, {"values", std::move(values)}});
    }
    for (const engine::GroupComparison& against : task.against)
        json["comparisons"].push_back(jsonOf(against, task, comparison));
    return json;
}

} // namespace

Json toJson(const engine::Comparison& comparison, const engine::ComparisonOptions& options)
{
    Json json = {{"value", engine::toText(options.value)},
                 {"correction", options.isCorrected ? "holm" : "none"},
                 {"level", options.resampling.level},
                 {"rope", options.rope.rope},
                 {"rho", options.rope.rho},
                 {"resamples", options.resampling.resamples},
                 {"seed", options.resampling.seed},
                 {"holm", {{"over_seeds", comparison.seedTests}, {"over_rows", comparison.rowTests}}},
                 {"left_out", Json::array()},
                 {"tasks", Json::array()}};
    for (const engine::LeftOut& left : comparison.leftOut)
        json["left_out"].push_back(
            {{"run", comparison.runs[left.run].id}, {"name", comparison.runs[left.run].name}, {"why", left.why}});
    for (const engine::TaskComparison& task : comparison.tasks)
        json["tasks"].push_back(jsonOf(task, comparison));
    return json;
}

} // namespace gui::reports
