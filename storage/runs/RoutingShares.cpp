#include "storage/runs/RoutingShares.h"

#include <algorithm>

#include "engine/run/ConfigJson.h"
#include "storage/runs/RunRepository.h"

namespace storage {

namespace {

constexpr std::size_t newestRecords = 10; ///< averaged where the dev rows' routes were not recorded

/// A stranger's record may have other counts than one per position and layer.
bool isWhole(const engine::RoutingSnapshot& record)
{
    if (record.layers < 1)
        return false;
    const auto layers = static_cast<std::size_t>(record.layers);
    return record.counts.size() % layers == 0 && record.counts.size() / layers == record.positions.size();
}

/// Counts as parts of each row's sum.
std::vector<double> partsOf(const std::vector<double>& counts, std::int64_t layers)
{
    std::vector<double> shares(counts.size(), 0);
    const auto width = static_cast<std::size_t>(layers);
    for (std::size_t first = 0; first + width <= counts.size(); first += width) {
        double sum = 0;
        for (std::size_t cell = first; cell < first + width; ++cell)
            sum += counts[cell];
        for (std::size_t cell = first; sum > 0 && cell < first + width; ++cell)
            shares[cell] = counts[cell] / sum;
    }
    return shares;
}

std::optional<RoutingShares> sharesOfDev(const RunRepository& repository, std::int64_t run, std::int64_t step,
                                         const std::string& split)
{
    const auto evaluated = repository.routingEvaluation(run, step, split);
    if (!evaluated || evaluated->layers < 1)
        return std::nullopt;
    const std::size_t cells = evaluated->positions.size() * static_cast<std::size_t>(evaluated->layers);
    std::vector<double> counts(cells, 0); // over the classes
    for (std::size_t i = 0; cells > 0 && i < evaluated->counts.size(); ++i)
        counts[i % cells] += static_cast<double>(evaluated->counts[i]);
    return RoutingShares{evaluated->layers, evaluated->positions, partsOf(counts, evaluated->layers), true};
}

std::optional<RoutingShares> newestShares(const RunRepository& repository, std::int64_t run)
{
    const std::vector<std::int64_t> steps = repository.routingSteps(run);
    RoutingShares routing;
    std::vector<double> counts;
    for (std::size_t i = steps.size() - std::min(steps.size(), newestRecords); i < steps.size(); ++i) {
        const auto record = repository.routing(run, steps[i]);
        if (!record || !isWhole(*record))
            continue;
        if (routing.layers != record->layers || routing.positions != record->positions)
            counts.assign(record->counts.size(), 0);
        routing.layers = record->layers;
        routing.positions = record->positions;
        for (std::size_t cell = 0; cell < counts.size(); ++cell)
            counts[cell] += static_cast<double>(record->counts[cell]);
    }
    if (routing.layers == 0)
        return std::nullopt;
    routing.shares = partsOf(counts, routing.layers);
    return routing;
}

} // namespace

std::optional<RoutingShares> readRoutingShares(const RunRepository& repository, std::int64_t run, std::int64_t step,
                                               const std::string& split)
{
    auto routing = sharesOfDev(repository, run, step, split);
    if (!routing)
        routing = newestShares(repository, run);
    if (const auto record = repository.run(run); routing && record)
        routing->countsExperts = engine::recordsExperts(engine::configFromText(record->configJson).config);
    return routing;
}

} // namespace storage
