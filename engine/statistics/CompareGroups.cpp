#include "engine/statistics/CompareGroups.h"

#include <algorithm>
#include <cmath>

#include "engine/run/MetricDirection.h"
#include "engine/run/TextStatistics.h"
#include "engine/statistics/GroupCosts.h"
#include "engine/statistics/Moments.h"
#include "engine/statistics/Power.h"
#include "engine/statistics/RowTests.h"
#include "engine/statistics/TTests.h"
#include "engine/statistics/Wilcoxon.h"

namespace engine {

namespace {

constexpr std::int64_t fewRuns = 3;

struct Sides
{
    std::vector<double> baseline;
    std::vector<double> values;
};

Sides sidesOf(const std::vector<RunSummary>& runs, const RunGroup& baseline, const RunGroup& group,
              const std::vector<RunPair>& pairs, const MetricName& metric)
{
    Sides sides;
    for (const RunPair& pair : pairs) {
        sides.baseline.push_back(metricOf(runs[pair.baseline], metric));
        sides.values.push_back(metricOf(runs[pair.run], metric));
    }
    if (!pairs.empty())
        return sides;
    for (const std::size_t run : baseline.runs)
        sides.baseline.push_back(metricOf(runs[run], metric));
    for (const std::size_t run : group.runs)
        sides.values.push_back(metricOf(runs[run], metric));
    return sides;
}

/// Whether one width of practical equality means something: losses and perplexity have no scale that says so, NIST is
/// open above, and CIDEr goes from 0 to 10.
bool hasRope(const std::string& metric)
{
    return !isLowerBetter(metric) && metric != "nist" && metric != "cider";
}

SeedDifference overSeeds(const Sides& sides, const std::vector<RunPair>& pairs, const MetricName& metric,
                         const ComparisonOptions& options)
{
    SeedDifference result;
    result.pairs = pairs;
    result.difference.metric = metric.key;
    result.difference.split = metric.split;
    setDifference(result.difference, meanOf(sides.baseline), meanOf(sides.values));
    const double level = options.resampling.level;
    if (pairs.empty()) {
        result.difference.test = welch(sides.baseline, sides.values, level);
        return result;
    }
    result.difference.test = pairedT(sides.baseline, sides.values, level);
    if (const std::optional<double> effect = result.difference.test.effect)
        result.pairsForPower = pairsForPower(*effect, 0.8, 1 - level);
    result.wilcoxon = wilcoxon(sides.baseline, sides.values);
    if (hasRope(metric.key))
        result.rope = correlatedT(sides.baseline, sides.values, options.rope);
    return result;
}

bool canBeTestedOverRows(const std::string& key, const RowsEvaluated& rows)
{
    if (rows.isWritten)
        return isTextMetric(key);
    if (key == "pearson" || key == "spearman")
        return rows.isRegression();
    return key == "dev_loss"
        || (!rows.isRegression() && (key == "accuracy" || key == "f1" || key == "f1_macro" || key == "matthews"));
}

RowDifference overRows(const RunSummary& baseline, const RunSummary& run, const RunPair& pair, const MetricName& metric,
                       const ComparisonOptions& options)
{
    RowDifference result;
    result.pair = pair;
    result.difference.metric = metric.key;
    result.difference.split = metric.split;
    setDifference(result.difference, metricOf(baseline, metric), metricOf(run, metric));
    const PairedMetric paired(metric.key, *baseline.rows, *run.rows);
    result.bootstrap = pairedBootstrap(paired, options.resampling);
    result.randomisation = approximateRandomisation(paired, options.resampling);
    result.difference.test = metric.key == "accuracy" ? mcNemar(*baseline.rows, *run.rows) : result.randomisation;
    result.difference.test.interval = result.bootstrap.interval;
    if (result.difference.test.kind == TestKind::ApproximateRandomisation) {
        result.difference.test.effectKind = result.bootstrap.effectKind;
        result.difference.test.effect = result.bootstrap.effect;
    }
    return result;
}

/// Of texts: of the same prompts.
bool haveSameRows(const RowsEvaluated& one, const RowsEvaluated& other)
{
    return one.labels == other.labels && one.isWritten == other.isWritten && one.textOf == other.textOf
        && one.textStatistics.size() == other.textStatistics.size();
}

/// The metrics asked for; otherwise the one that picks the best checkpoint, accuracy of classes and BLEU of texts.
std::vector<MetricName> rowMetrics(const RunSummary& run, const std::vector<MetricName>& metrics,
                                   const ComparisonOptions& options)
{
    std::vector<MetricName> chosen;
    for (const MetricName& metric : metrics) {
        const bool isWanted =
            !options.metrics.empty() || metric.key == run.metric || metric.key == "accuracy" || metric.key == "bleu";
        if (isWanted && metric.split == run.results.front().split && canBeTestedOverRows(metric.key, *run.rows))
            chosen.push_back(metric);
    }
    return chosen;
}

void addRows(GroupComparison& result, const std::vector<RunSummary>& runs, const std::vector<RunPair>& pairs,
             const std::vector<MetricName>& metrics, const ComparisonOptions& options, const Wanted& wanted)
{
    std::size_t different = 0;
    for (const RunPair& pair : pairs) {
        requireWanted(wanted);
        const RunSummary& baseline = runs[pair.baseline];
        const RunSummary& run = runs[pair.run];
        if (!baseline.rows || !run.rows)
            continue; // recorded by an older program, or no texts were scored
        if (!haveSameRows(*baseline.rows, *run.rows)) {
            ++different;
            continue;
        }
        for (const MetricName& metric : rowMetrics(baseline, metrics, options))
            result.rows.push_back(overRows(baseline, run, pair, metric, options));
    }
    if (different > 0)
        result.warnings.push_back({Caution::RowsDiffer,
                                   "no test over examples for " + std::to_string(different)
                                       + " of the pairs: they were not evaluated on the same rows",
                                   {std::to_string(different)}});
}

void warnOfSize(GroupComparison& result, const RunGroup& baseline, const RunGroup& group, std::size_t pairs)
{
    const std::size_t smaller = std::min(baseline.runs.size(), group.runs.size());
    const std::size_t larger = std::max(baseline.runs.size(), group.runs.size());
    if (static_cast<std::int64_t>(smaller) < fewRuns)
        result.warnings.push_back({Caution::FewRuns,
                                   "n = " + std::to_string(smaller)
                                       + (smaller < 2 ? ": one run says nothing about other seeds"
                                                      : ": two runs say little about other seeds"),
                                   {std::to_string(smaller)}});
    if (pairs == 0 && larger > 1)
        result.warnings.push_back(
            {Caution::SeedsDoNotPair, "seeds do not pair, so the sides are tested as independent"});
    if (pairs > 0 && pairs < larger)
        result.warnings.push_back({Caution::RunsWithoutPartner,
                                   (larger - pairs == 1 ? "1 run has" : std::to_string(larger - pairs) + " runs have")
                                       + std::string(" no partner with the same seed; means and tests are of ")
                                       + (pairs == 1 ? "1 pair" : "the " + std::to_string(pairs) + " pairs"),
                                   {std::to_string(larger - pairs), std::to_string(pairs)}});
}

/// A metric may be of several splits.
void addOnce(std::vector<std::string>& words, const std::string& word)
{
    if (std::find(words.begin(), words.end(), word) == words.end())
        words.push_back(word);
}

void warnOfWilcoxon(GroupComparison& result, double level)
{
    std::vector<std::string> metrics;
    for (const SeedDifference& each : result.seeds) {
        const bool isTested = each.pairs.size() > 1 && each.wilcoxon && each.wilcoxon->p;
        if (isTested && smallestWilcoxonP(each.wilcoxon->n) > 1 - level)
            addOnce(metrics, each.difference.metric);
    }
    if (metrics.empty())
        return;
    const std::string text =
        "with so few pairs that differ, a Wilcoxon test cannot show a difference at this level: " + joined(metrics);
    result.warnings.push_back({Caution::WilcoxonTooFewPairs, text, std::move(metrics)});
}

void warnOfMixture(GroupComparison& result, const std::vector<RunSummary>& runs, const RunGroup& baseline,
                   const RunGroup& group)
{
    std::vector<std::string> keys = varyingKeys(runs, baseline.runs);
    for (const std::string& key : varyingKeys(runs, group.runs))
        addOnce(keys, key);
    if (keys.empty())
        return;
    const std::string text = "runs of one group differ in more than their seed: " + joined(keys);
    result.warnings.push_back({Caution::MixedConfigurations, text, std::move(keys)});
}

void warnOfSpread(GroupComparison& result)
{
    std::vector<std::string> metrics;
    for (const SeedDifference& each : result.seeds)
        if (each.difference.test.lacksSpread)
            addOnce(metrics, each.difference.metric);
    if (metrics.empty())
        return;
    const std::string text = "all seeds gave the same, so there is no test: " + joined(metrics);
    result.warnings.push_back({Caution::NoSpread, text, std::move(metrics)});
}

/// Those that are numbers.
std::vector<MetricName> metricsOf(const RunSummary& run)
{
    std::vector<MetricName> names;
    for (const Evaluated& evaluated : run.results)
        for (const Measurement& value : evaluated.values)
            if (std::isfinite(value.value))
                names.push_back({value.key, evaluated.split});
    return names;
}

bool hasMetric(const RunSummary& run, const MetricName& metric)
{
    const std::vector<MetricName> names = metricsOf(run);
    return std::find(names.begin(), names.end(), metric) != names.end();
}

/// Those that any run of the groups has, each with the runs that lack it.
std::vector<MissingMetric> allMetrics(const std::vector<RunSummary>& runs, const TaskGroups& task)
{
    std::vector<MissingMetric> all;
    for (const RunGroup& group : task.groups)
        for (const std::size_t run : group.runs)
            for (const MetricName& metric : metricsOf(runs[run]))
                if (std::none_of(all.begin(), all.end(), [&](const auto& each) { return each.metric == metric; }))
                    all.push_back({metric, {}});
    for (MissingMetric& each : all)
        for (const RunGroup& group : task.groups)
            for (const std::size_t run : group.runs)
                if (!hasMetric(runs[run], each.metric))
                    each.runs.push_back(run);
    return all;
}

} // namespace

std::vector<MetricName> sharedMetrics(const std::vector<RunSummary>& runs, const TaskGroups& task)
{
    std::vector<MetricName> shared;
    for (const MissingMetric& each : allMetrics(runs, task))
        if (each.runs.empty())
            shared.push_back(each.metric);
    return shared;
}

std::vector<MissingMetric> missingMetrics(const std::vector<RunSummary>& runs, const TaskGroups& task)
{
    std::vector<MissingMetric> missing = allMetrics(runs, task);
    std::erase_if(missing, [](const MissingMetric& each) { return each.runs.empty(); });
    return missing;
}

double metricOf(const RunSummary& run, const MetricName& metric)
{
    for (const Evaluated& evaluated : run.results)
        for (const Measurement& value : evaluated.values)
            if (evaluated.split == metric.split && value.key == metric.key)
                return value.value;
    return 0;
}

std::vector<GroupValue> groupValues(const std::vector<RunSummary>& runs, const RunGroup& group,
                                    const std::vector<MetricName>& metrics, const ResamplingOptions& options)
{
    std::vector<GroupValue> result;
    for (const MetricName& metric : metrics) {
        GroupValue value{metric.key, metric.split, static_cast<std::int64_t>(group.runs.size()), 0, {}, {}, {}};
        for (const std::size_t run : group.runs)
            value.values.push_back(metricOf(runs[run], metric));
        value.mean = meanOf(value.values);
        value.interval = studentInterval(value.values, options.level);
        value.bootstrap = bootstrapInterval(value.values, options);
        result.push_back(std::move(value));
    }
    return result;
}

GroupComparison compareGroups(const std::vector<RunSummary>& runs, const RunGroup& baseline, const RunGroup& group,
                              const std::vector<MetricName>& metrics, const ComparisonOptions& options,
                              const Wanted& wanted)
{
    GroupComparison result;
    const std::vector<RunPair> pairs = pairRuns(runs, baseline, group);
    for (const MetricName& metric : metrics)
        result.seeds.push_back(overSeeds(sidesOf(runs, baseline, group, pairs, metric), pairs, metric, options));
    result.costs = costsOf(runs, baseline, group);
    warnOfSize(result, baseline, group, pairs.size());
    warnOfWilcoxon(result, options.resampling.level);
    warnOfSpread(result);
    warnOfMixture(result, runs, baseline, group);
    for (Warning& warning : conditionWarnings(runs, baseline, group))
        result.warnings.push_back(std::move(warning));
    // Two single runs can be compared over rows whatever their seeds are.
    std::vector<RunPair> rowPairs = pairs;
    if (pairs.empty() && baseline.runs.size() == 1 && group.runs.size() == 1)
        rowPairs.push_back({baseline.runs.front(), group.runs.front(), "single runs"});
    addRows(result, runs, rowPairs, metrics, options, wanted);
    return result;
}

} // namespace engine
