#include "engine/statistics/GroupCosts.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace engine {

namespace {

/// A difference below this share is none.
constexpr double sameBudget = 0.01;

double meanOver(const std::vector<RunSummary>& runs, const RunGroup& group,
                const std::function<double(const RunSummary&)>& value)
{
    double sum = 0;
    for (const std::size_t run : group.runs)
        sum += value(runs[run]);
    return group.runs.empty() ? 0 : sum / static_cast<double>(group.runs.size());
}

double trainingNumber(const RunSummary& run, const char* key, double otherwise)
{
    if (!run.config.contains("training") || !run.config["training"].contains(key))
        return otherwise;
    const Json value = run.config["training"][key];
    return value.is_number() ? value.get<double>() : otherwise;
}

/// Rows seen in training, repeats counted.
double rowsTrained(const RunSummary& run)
{
    return static_cast<double>(run.steps) * trainingNumber(run, "batch_size", 0) * trainingNumber(run, "accumulate", 1);
}

std::string numberText(double value)
{
    std::array<char, 40> buffer{};
    std::snprintf(buffer.data(), buffer.size(), value == std::floor(value) ? "%.0f" : "%.4g", value);
    return buffer.data();
}

/// Different ones of runs; that of a run without the key is not known, so it may be any.
using EnvironmentValues = std::set<std::optional<std::string>>;

EnvironmentValues environmentValues(const std::vector<RunSummary>& runs, const RunGroup& baseline,
                                    const RunGroup& group, const std::string& key)
{
    EnvironmentValues values;
    for (const RunGroup* side : {&baseline, &group})
        for (const std::size_t run : side->runs) {
            const auto& own = runs[run].environment;
            const auto found =
                std::find_if(own.begin(), own.end(), [&](const auto& each) { return each.first == key; });
            values.insert(found == own.end() ? std::nullopt : std::optional(found->second));
        }
    return values;
}

/// Of hashes; nothing where all runs have the same, or none has any.
std::optional<Warning> contentWarning(const EnvironmentValues& values, Caution caution, const char* differs,
                                      const char* isUnknown)
{
    if (values.size() <= 1)
        return std::nullopt;
    const bool isKnown = values.size() - values.count(std::nullopt) > 1;
    return isKnown ? Warning{caution, differs} : Warning{caution, isUnknown, {"unknown"}};
}

/// Nothing where the budgets are the same.
std::optional<Warning> budgetWarning(const std::vector<CostDifference>& costs)
{
    static const std::map<std::string, std::string> names = {{"steps", "training steps"},
                                                             {"rows_trained", "rows trained on"},
                                                             {"evaluations", "evaluations"},
                                                             {"trainable_parameters", "trainable parameters"},
                                                             {"layer_evaluations", "layer evaluations per pass"}};
    Warning warning{Caution::BudgetsDiffer, "not the same budget: "};
    for (const CostDifference& cost : costs) {
        const auto name = names.find(cost.key);
        const double larger = std::max(std::abs(cost.value), std::abs(cost.baseline));
        if (name == names.end() || std::abs(cost.value - cost.baseline) <= sameBudget * larger)
            continue;
        warning.text += (warning.values.empty() ? "" : ", ") + name->second + " " + numberText(cost.value)
            + " against " + numberText(cost.baseline);
        warning.values.insert(warning.values.end(), {cost.key, numberText(cost.value), numberText(cost.baseline)});
    }
    return warning.values.empty() ? std::nullopt : std::optional(warning);
}

std::vector<std::string> differingEnvironment(const std::vector<RunSummary>& runs, const RunGroup& baseline,
                                              const RunGroup& group)
{
    std::set<std::string> keys;
    for (const RunGroup* side : {&baseline, &group})
        for (const std::size_t run : side->runs)
            for (const auto& [key, value] : runs[run].environment)
                keys.insert(key);
    std::vector<std::string> differing;
    for (const std::string& key : keys)
        if (key != "Data hash" && key != "Model hash" && environmentValues(runs, baseline, group, key).size() > 1)
            differing.push_back(key);
    return differing;
}

std::int64_t tried(const std::vector<RunSummary>& runs, const RunGroup& group)
{
    std::int64_t most = 0;
    for (const std::size_t run : group.runs)
        most = std::max(most, runs[run].configurationsTried);
    return most;
}

} // namespace

std::vector<CostDifference> costsOf(const std::vector<RunSummary>& runs, const RunGroup& baseline,
                                    const RunGroup& group)
{
    struct Cost
    {
        const char* key;
        const char* unit;
        std::function<double(const RunSummary&)> value;
    };
    static const std::array<Cost, 7> costs = {
        Cost{"steps", "", [](const RunSummary& run) { return static_cast<double>(run.steps); }},
        Cost{"rows_trained", "", rowsTrained},
        Cost{"evaluations", "", [](const RunSummary& run) { return static_cast<double>(run.evaluations); }},
        Cost{"trainable_parameters", "",
             [](const RunSummary& run) { return static_cast<double>(run.trainableParameters); }},
        Cost{"layer_evaluations", "", [](const RunSummary& run) { return run.layerEvaluations; }},
        Cost{"seconds", "s", [](const RunSummary& run) { return run.seconds; }},
        Cost{"peak_memory", "bytes", [](const RunSummary& run) { return static_cast<double>(run.peakMemoryBytes); }}};
    std::vector<CostDifference> result;
    result.reserve(costs.size());
    for (const Cost& cost : costs)
        result.push_back(
            {cost.key, cost.unit, meanOver(runs, baseline, cost.value), meanOver(runs, group, cost.value)});
    return result;
}

std::vector<Warning> conditionWarnings(const std::vector<RunSummary>& runs, const RunGroup& baseline,
                                       const RunGroup& group)
{
    std::vector<Warning> warnings;
    const auto add = [&warnings](std::optional<Warning> warning) {
        if (warning)
            warnings.push_back(std::move(*warning));
    };
    add(contentWarning(environmentValues(runs, baseline, group, "Data hash"), Caution::DataDiffer,
                       "the runs did not read the same data (their hashes differ)",
                       "it is not known whether the runs read the same data (some have no hash of it)"));
    add(contentWarning(environmentValues(runs, baseline, group, "Model hash"), Caution::ModelsDiffer,
                       "the runs did not start from the same model (its hashes differ)",
                       "it is not known whether the runs started from the same model (some have no hash of it)"));
    add(budgetWarning(costsOf(runs, baseline, group)));
    const std::int64_t baselineTried = tried(runs, baseline);
    const std::int64_t groupTried = tried(runs, group);
    if (baselineTried != groupTried)
        warnings.push_back({Caution::TunedMore,
                            "not tuned alike: this workspace has tried " + std::to_string(groupTried)
                                + (groupTried == 1 ? " configuration" : " configurations") + " of this kind against "
                                + std::to_string(baselineTried)
                                + " of the baseline's",
                            {std::to_string(groupTried), std::to_string(baselineTried)}});
    if (const std::vector<std::string> keys = differingEnvironment(runs, baseline, group); !keys.empty())
        warnings.push_back({Caution::EnvironmentsDiffer, "not the same environment: " + joined(keys), keys});
    return warnings;
}

} // namespace engine
