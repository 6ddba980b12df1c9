#include "gui/report/GroupRouting.h"

#include <algorithm>
#include <cmath>

#include "engine/run/JsonText.h"
#include "engine/run/RoutingControls.h"
#include "storage/runs/RunRepository.h"

namespace gui {

namespace {

/// Empty where there is none.
std::string routingKind(const engine::RunSummary& run)
{
    const auto routing = run.config.find("routing");
    return routing != run.config.end() ? engine::textAt(*routing, "kind") : std::string();
}

/// None of their routings is of the newest records.
bool areOfDev(const RunRoutings& runs, const std::vector<std::size_t>& group)
{
    return std::all_of(group.begin(), group.end(),
                       [&](std::size_t run) { return !runs[run] || runs[run]->isOfDev; });
}

} // namespace

std::optional<storage::RoutingShares> readRouting(const storage::RunRepository& repository,
                                                  const engine::RunSummary& run)
{
    const bool isEvaluated = !run.results.empty();
    return storage::readRoutingShares(repository, run.id, isEvaluated ? run.results.front().step : -1,
                                      isEvaluated ? run.results.front().split : std::string());
}

std::vector<engine::CellShares> sharesOfGroup(const RunRoutings& runs, const std::vector<std::size_t>& group,
                                              const storage::RoutingShares*& shape)
{
    std::vector<engine::CellShares> shares;
    for (const std::size_t run : group) {
        const auto& routing = runs[run];
        if (!routing || (shape != nullptr && !routing->hasShapeOf(*shape)))
            continue;
        shape = &*routing;
        shares.push_back(routing->shares);
    }
    return shares;
}

std::vector<std::size_t> controlGroups(const std::vector<engine::RunSummary>& runs,
                                       const std::vector<engine::RunGroup>& groups)
{
    std::vector<std::size_t> controls;
    for (const char* kind : {engine::FixedRandomConfig::kind, engine::UniformRandomConfig::kind,
                             engine::NextLayerConfig::kind, engine::GivenConfig::kind, engine::SelfRoutingConfig::kind})
        for (std::size_t group = 0; group < groups.size(); ++group)
            if (std::all_of(groups[group].runs.begin(), groups[group].runs.end(),
                            [&](std::size_t run) { return routingKind(runs[run]) == kind; }))
                controls.push_back(group);
    return controls;
}

std::optional<GroupRouting> groupRouting(const RunRoutings& runs, const engine::TaskComparison& task,
                                         std::size_t group, const std::vector<std::size_t>& controls)
{
    const std::vector<engine::RunGroup>& groups = task.groups.groups;
    const storage::RoutingShares* shape = nullptr;
    const std::vector<engine::CellShares> own = sharesOfGroup(runs, groups[group].runs, shape);
    if (own.empty())
        return std::nullopt;
    std::vector<engine::CellShares> other = sharesOfGroup(runs, groups[*task.baseline].runs, shape);
    GroupRouting routing;
    const bool isControl = std::find(controls.begin(), controls.end(), group) != controls.end();
    for (std::size_t next = 0; other.empty() && !isControl && next < controls.size(); ++next) {
        other = sharesOfGroup(runs, groups[controls[next]].runs, shape);
        if (!other.empty())
            routing.control = controls[next];
    }
    routing.layers = shape->layers;
    routing.positions = shape->positions;
    routing.countsExperts = shape->countsExperts;
    routing.runs = own.size();
    routing.rivalRuns = other.size();
    routing.isAgainstUniform = other.empty();
    routing.isOfDev = areOfDev(runs, groups[group].runs)
        && (other.empty() || areOfDev(runs, groups[routing.control.value_or(*task.baseline)].runs));
    routing.cells = other.empty() ? engine::preferredCells(shape->layers, own) : engine::cellDifference(other, own);
    return routing;
}

double differenceScale(const std::vector<double>& differences)
{
    double largest = 0;
    for (const double difference : differences)
        largest = std::max(largest, std::abs(difference));
    return std::clamp(std::ceil(largest * 10) / 10, 0.1, 0.6);
}

} // namespace gui
