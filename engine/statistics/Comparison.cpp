#include "engine/statistics/Comparison.h"

#include <algorithm>
#include <cmath>

#include "engine/run/Describe.h"
#include "engine/run/Likelihood.h"
#include "engine/statistics/CompareGroups.h"
#include "engine/statistics/Holm.h"

namespace engine {

namespace {

/// Metrics that are not numbers (a diverged run) are as good as absent.
void dropUndefined(RunSummary& run)
{
    for (Evaluated& evaluated : run.results)
        std::erase_if(evaluated.values, [](const Measurement& value) { return !std::isfinite(value.value); });
}

std::string whyLeftOut(const RunSummary& run, const ComparedValue& value)
{
    if (!run.isFinished())
        return "is " + run.state;
    return value.kind == ComparedValue::Kind::AtStep ? "has no scores at step " + std::to_string(value.step)
                                                     : "has no scores";
}

std::vector<std::size_t> chooseRuns(Comparison& comparison, const ComparedValue& value)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < comparison.runs.size(); ++i) {
        RunSummary& run = comparison.runs[i];
        dropUndefined(run);
        const auto earlier =
            std::find_if(comparison.runs.begin(), comparison.runs.begin() + static_cast<std::ptrdiff_t>(i),
                         [&](const RunSummary& each) { return each.id == run.id; });
        if (earlier->id == run.id && earlier != comparison.runs.begin() + static_cast<std::ptrdiff_t>(i))
            continue; // named twice
        if (canBeCompared(run))
            chosen.push_back(i);
        else
            comparison.leftOut.push_back({i, whyLeftOut(run, value)});
    }
    return chosen;
}

std::optional<std::size_t> groupOf(const TaskGroups& task, const std::vector<RunSummary>& runs, std::int64_t id)
{
    for (std::size_t i = 0; i < task.groups.size(); ++i)
        for (const std::size_t run : task.groups[i].runs)
            if (runs[run].id == id)
                return i;
    return std::nullopt;
}

/// In a task that the baseline run is not of: the one group with the same values of what makes the baseline.
std::optional<std::size_t> groupLike(const TaskGroups& task, const RunGroup& baseline,
                                     const std::vector<RunSummary>& runs)
{
    std::vector<std::size_t> matching;
    for (std::size_t i = 0; i < task.groups.size(); ++i) {
        std::vector<std::size_t> both = task.groups[i].runs;
        both.insert(both.end(), baseline.runs.begin(), baseline.runs.end());
        const std::vector<std::string> varying = varyingKeys(runs, both);
        const bool isLike = std::all_of(baseline.keys.begin(), baseline.keys.end(), [&](const auto& key) {
            return std::find(varying.begin(), varying.end(), key.first) == varying.end();
        });
        if (isLike)
            matching.push_back(i);
    }
    return matching.size() == 1 ? std::optional(matching.front()) : std::nullopt;
}

/// Sets the baseline of every task.
void findBaselines(Comparison& comparison, const ComparisonOptions& options)
{
    const RunGroup* baseline = nullptr;
    for (TaskComparison& task : comparison.tasks) {
        if (options.baseline)
            task.baseline = groupOf(task.groups, comparison.runs, *options.baseline);
        if (task.baseline)
            baseline = &task.groups.groups[*task.baseline];
    }
    if (options.baseline && !baseline)
        throw BadInput("--baseline",
                       "run " + std::to_string(*options.baseline) + " is not among the runs that are compared");
    if (!baseline) {
        comparison.tasks.front().baseline = 0;
        baseline = &comparison.tasks.front().groups.groups.front();
    }
    for (TaskComparison& task : comparison.tasks) {
        if (!task.baseline)
            task.baseline = groupLike(task.groups, *baseline, comparison.runs);
        if (!task.baseline)
            task.warnings.push_back(
                {Caution::NoBaseline, "no group of this task is like the baseline (" + baseline->label + ")", {baseline->label}});
    }
}

bool isAskedFor(const MetricName& metric, const ComparisonOptions& options)
{
    return options.metrics.empty()
        || std::find(options.metrics.begin(), options.metrics.end(), metric.key) != options.metrics.end();
}

std::vector<MetricName> chooseMetrics(const Comparison& comparison, const TaskComparison& task,
                                      const ComparisonOptions& options)
{
    std::vector<MetricName> metrics = sharedMetrics(comparison.runs, task.groups);
    std::erase_if(metrics, [&](const MetricName& metric) { return !isAskedFor(metric, options); });
    return metrics;
}

void warnOfMissing(TaskComparison& task, const std::vector<RunSummary>& runs, const ComparisonOptions& options)
{
    for (const MissingMetric& missing : missingMetrics(runs, task.groups)) {
        if (!isAskedFor(missing.metric, options))
            continue;
        std::vector<std::string> names;
        for (const std::size_t run : missing.runs)
            names.push_back(runs[run].name);
        Warning warning{Caution::MetricMissing,
                        "not all runs have " + missing.metric.key + " on " + missing.metric.split
                            + ", so it is not compared: no number in " + joined(names),
                        {missing.metric.key, missing.metric.split}};
        warning.values.insert(warning.values.end(), names.begin(), names.end());
        task.warnings.push_back(std::move(warning));
    }
}

/// Keys of the metrics that the runs share, each once.
void addSharedKeys(std::vector<std::string>& keys, const std::vector<RunSummary>& runs, const TaskGroups& task)
{
    for (const MetricName& metric : sharedMetrics(runs, task))
        if (std::find(keys.begin(), keys.end(), metric.key) == keys.end())
            keys.push_back(metric.key);
}

void requireMetrics(const Comparison& comparison, const ComparisonOptions& options)
{
    std::vector<std::string> known;
    for (const TaskComparison& task : comparison.tasks)
        addSharedKeys(known, comparison.runs, task.groups);
    std::vector<Issue> issues;
    for (const std::string& metric : options.metrics) {
        if (std::find(known.begin(), known.end(), metric) != known.end())
            continue;
        issues.push_back(
            {"--metric", "\"" + metric + "\" is no metric that all runs of a task have; those are " + listed(known)});
    }
    if (!issues.empty())
        throw BadInput(std::move(issues));
}

/// The p of every difference after Holm's correction over all of them; returns how many there are.
std::int64_t correct(const std::vector<Difference*>& family)
{
    std::vector<std::optional<double>> p;
    p.reserve(family.size());
    for (const Difference* difference : family)
        p.push_back(difference->test.p);
    const std::vector<std::optional<double>> corrected = holm(p);
    for (std::size_t i = 0; i < family.size(); ++i)
        family[i]->holm = corrected[i];
    return std::count_if(p.begin(), p.end(), [](const auto& each) { return each.has_value(); });
}

void correctAll(Comparison& comparison)
{
    std::vector<Difference*> seeds;
    std::vector<Difference*> rows;
    for (TaskComparison& task : comparison.tasks)
        for (GroupComparison& against : task.against) {
            for (SeedDifference& each : against.seeds)
                seeds.push_back(&each.difference);
            for (RowDifference& each : against.rows)
                rows.push_back(&each.difference);
        }
    comparison.seedTests = correct(seeds);
    comparison.rowTests = correct(rows);
}

/// Where losses or perplexity are among the metrics.
void warnOfLikelihood(const Comparison& comparison, TaskComparison& task, const std::vector<MetricName>& metrics)
{
    if (std::none_of(metrics.begin(), metrics.end(), [](const MetricName& each) { return isLikelihood(each.key); }))
        return;
    std::vector<std::string> labels;
    for (const RunGroup& group : task.groups.groups)
        if (std::any_of(group.runs.begin(), group.runs.end(), [&](std::size_t run) {
                return storedLikelihood(comparison.runs[run].config) == Likelihood::NotCausal;
            }))
            labels.push_back(group.label);
    if (labels.empty())
        return;
    const std::string text = "loss and perplexity are not those of a causal model where later tokens vote on the "
                             "layers of earlier ones: "
        + joined(labels);
    task.warnings.push_back({Caution::NotCausal, text, std::move(labels)});
}

void compareTask(Comparison& comparison, TaskComparison& task, const ComparisonOptions& options, const Wanted& wanted)
{
    const std::vector<MetricName> metrics = chooseMetrics(comparison, task, options);
    for (const RunGroup& group : task.groups.groups) {
        requireWanted(wanted);
        task.values.push_back(groupValues(comparison.runs, group, metrics, options.resampling));
    }
    warnOfLikelihood(comparison, task, metrics);
    warnOfMissing(task, comparison.runs, options);
    if (!task.baseline)
        return;
    const RunGroup& baseline = task.groups.groups[*task.baseline];
    for (std::size_t i = 0; i < task.groups.groups.size(); ++i) {
        if (i == *task.baseline)
            continue;
        requireWanted(wanted);
        task.against.push_back(
            compareGroups(comparison.runs, baseline, task.groups.groups[i], metrics, options, wanted));
        task.against.back().group = i;
    }
    if (options.value.kind == ComparedValue::Kind::Best && !task.against.empty())
        task.warnings.push_back({Caution::PickedOnDev,
                                 "values are those of each run's best evaluation, picked on the same rows: they are "
                                 "better than on unseen rows"});
}

} // namespace

bool canBeCompared(const RunSummary& run)
{
    return run.isFinished() && std::any_of(run.results.begin(), run.results.end(), [](const Evaluated& result) {
               return std::any_of(result.values.begin(), result.values.end(),
                                  [](const Measurement& value) { return std::isfinite(value.value); });
           });
}

std::vector<std::string> comparableMetrics(const std::vector<RunSummary>& runs)
{
    std::vector<std::size_t> chosen;
    for (std::size_t i = 0; i < runs.size(); ++i)
        if (canBeCompared(runs[i]))
            chosen.push_back(i);
    std::vector<std::string> keys;
    for (const TaskGroups& task : groupRuns(runs, chosen, {}))
        addSharedKeys(keys, runs, task);
    return keys;
}

std::vector<Issue> optionIssues(const ComparisonOptions& options)
{
    std::vector<Issue> issues;
    if (!(options.resampling.level >= 0.5 && options.resampling.level < 1))
        issues.push_back({"--level", "must be at least 0.5 and below 1, as 0.95"});
    if (options.resampling.resamples < 100 || options.resampling.resamples > 1'000'000)
        issues.push_back({"--resamples", "must be from 100 to 1,000,000"});
    if (!(options.rope.rope >= 0 && options.rope.rope < 1e6))
        issues.push_back({"--rope", "must be at least 0"});
    if (!(options.rope.rho >= 0 && options.rope.rho < 1))
        issues.push_back({"--rho", "must be at least 0 and below 1"});
    return issues;
}

Comparison compare(std::vector<RunSummary> runs, const ComparisonOptions& options, const Wanted& wanted)
{
    Comparison comparison;
    comparison.runs = std::move(runs);
    const std::vector<std::size_t> chosen = chooseRuns(comparison, options.value);
    for (TaskGroups& groups : groupRuns(comparison.runs, chosen, options.groupBy))
        comparison.tasks.push_back({std::move(groups), {}, {}, {}, {}});
    if (comparison.tasks.empty())
        return comparison;
    findBaselines(comparison, options);
    requireMetrics(comparison, options);
    for (TaskComparison& task : comparison.tasks)
        compareTask(comparison, task, options, wanted);
    correctAll(comparison);
    for (RunSummary& run : comparison.runs)
        run.rows.reset();
    return comparison;
}

} // namespace engine
