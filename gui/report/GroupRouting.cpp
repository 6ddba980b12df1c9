#include "gui/report/GroupRouting.h"

#include <algorithm>
#include <cmath>

#include "storage/runs/RunRepository.h"

namespace gui {

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

std::optional<GroupRouting> groupRouting(const RunRoutings& runs, const std::vector<std::size_t>& baseline,
                                         const std::vector<std::size_t>& group)
{
    const storage::RoutingShares* shape = nullptr;
    const std::vector<engine::CellShares> own = sharesOfGroup(runs, group, shape);
    if (own.empty())
        return std::nullopt;
    const std::vector<engine::CellShares> other = sharesOfGroup(runs, baseline, shape);
    GroupRouting routing;
    routing.layers = shape->layers;
    routing.positions = shape->positions;
    routing.countsExperts = shape->countsExperts;
    routing.isAgainstUniform = other.empty();
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
