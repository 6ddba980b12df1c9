#include "gui/control/CompareReader.h"

#include <algorithm>

#include "storage/runs/MetricSummaries.h"
#include "storage/runs/RunRepository.h"
#include "storage/runs/RunSummaries.h"

namespace gui {

namespace {

constexpr std::size_t newestRecords = 10; ///< averaged where the dev rows' routes were not recorded

/// Counts as parts of each row's sum.
engine::CellShares sharesOf(const std::vector<double>& counts, std::int64_t layers)
{
    engine::CellShares shares(counts.size(), 0);
    const auto width = std::size_t(layers);
    for (std::size_t first = 0; first + width <= counts.size(); first += width) {
        double sum = 0;
        for (std::size_t cell = first; cell < first + width; ++cell)
            sum += counts[cell];
        for (std::size_t cell = first; sum > 0 && cell < first + width; ++cell)
            shares[cell] = counts[cell] / sum;
    }
    return shares;
}

std::optional<RoutingShares> devRouting(const storage::RunRepository& repository, const engine::RunSummary& run)
{
    if (run.results.empty())
        return std::nullopt;
    const auto evaluated = repository.routingEvaluation(run.id, run.results.front().step, run.results.front().split);
    if (!evaluated || evaluated->layers < 1)
        return std::nullopt;
    const std::size_t cells = evaluated->positions.size() * std::size_t(evaluated->layers);
    std::vector<double> counts(cells, 0);
    for (std::size_t i = 0; cells > 0 && i < evaluated->counts.size(); ++i)
        counts[i % cells] += double(evaluated->counts[i]);
    return RoutingShares{evaluated->layers, evaluated->positions, sharesOf(counts, evaluated->layers), true};
}

std::optional<RoutingShares> newestRouting(const storage::RunRepository& repository, std::int64_t run)
{
    const std::vector<std::int64_t> steps = repository.routingSteps(run);
    RoutingShares routing;
    std::vector<double> counts;
    for (std::size_t i = steps.size() - std::min(steps.size(), newestRecords); i < steps.size(); ++i) {
        const auto record = repository.routing(run, steps[i]);
        if (!record || record->layers < 1)
            continue;
        routing.layers = record->layers;
        routing.positions = record->positions;
        counts.resize(record->counts.size(), 0);
        for (std::size_t cell = 0; cell < counts.size(); ++cell)
            counts[cell] += double(record->counts[cell]);
    }
    if (routing.layers == 0)
        return std::nullopt;
    routing.shares = sharesOf(counts, routing.layers);
    return routing;
}

/// Keys that every run has, in the first one's order.
std::vector<std::string> sharedKeys(const storage::RunRepository& repository, const std::vector<engine::RunSummary>& runs)
{
    std::vector<std::string> shared;
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const std::vector<std::string> own = repository.seriesKeys(runs[i].id);
        if (i == 0)
            shared = own;
        std::erase_if(shared, [&](const std::string& key) { return std::find(own.begin(), own.end(), key) == own.end(); });
    }
    return shared;
}

std::string keyToDraw(const CompareSource& source, const CompareChoice& choice)
{
    const auto has = [&](const std::string& key) {
        return std::find(source.curveKeys.begin(), source.curveKeys.end(), key) != source.curveKeys.end();
    };
    if (has(choice.curveKey))
        return choice.curveKey;
    for (const engine::RunSummary& run : source.runs)
        for (const engine::Evaluated& result : run.results)
            if (const std::string key = storage::scoreKey(run.metric, result.split); has(key))
                return key;
    return source.curveKeys.empty() ? std::string() : source.curveKeys.front();
}

} // namespace

CompareSource readForComparison(const storage::RunRepository& repository, const CompareChoice& choice)
{
    std::vector<std::int64_t> runs;
    CompareSource source;
    for (const std::int64_t run : choice.runs)
        if (const auto record = repository.run(run)) {
            runs.push_back(run);
            if (source.stepsPerEpoch == 0 && record->started)
                source.stepsPerEpoch = double(record->started->stepsPerEpoch);
        }
    source.runs = storage::summarise(repository, runs,
                                     choice.isBest ? storage::ComparedValue::Best : storage::ComparedValue::Last);
    source.curveKeys = sharedKeys(repository, source.runs);
    source.curveKey = keyToDraw(source, choice);
    for (const engine::RunSummary& run : source.runs) {
        source.curves.push_back(repository.series(run.id, source.curveKey));
        auto routing = devRouting(repository, run);
        source.routing.push_back(routing ? std::move(routing) : newestRouting(repository, run.id));
    }
    return source;
}

} // namespace gui
