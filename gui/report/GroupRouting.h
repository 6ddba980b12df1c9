#pragma once

#include <optional>
#include <vector>

#include "engine/run/RunSummary.h"
#include "engine/statistics/CellDifference.h"
#include "engine/statistics/Comparison.h"
#include "storage/runs/RoutingShares.h"

namespace gui {

/// Of each run, absent where it has no routing.
using RunRoutings = std::vector<std::optional<storage::RoutingShares>>;

/// Of the dev rows at the evaluation that is compared, or of the newest records; see RoutingShares::isOfDev.
std::optional<storage::RoutingShares> readRouting(const storage::RunRepository& repository,
                                                  const engine::RunSummary& run);

/// A group's routing less the baseline's. Where the baseline has none, less that of a control among the groups, or else
/// less an equally frequent choice of all. Runs whose routing has another shape than the group's first one are left out.
struct GroupRouting
{
    std::int64_t layers = 0;
    std::vector<std::int64_t> positions;
    engine::CellDifference cells;
    std::optional<std::size_t> control; ///< the task's group that it is less
    bool isAgainstUniform = false;
    bool countsExperts = false; ///< the positions are layers, and `layers` counts the experts of each
    std::size_t runs = 0;       ///< of the group, with such a routing
    std::size_t rivalRuns = 0;  ///< that these are less; 0 against uniform choice
    bool isOfDev = false;       ///< all of them, at the evaluation compared; otherwise some are of their newest records
};

/// Those of which every run is the same control, a random gate that never trains first.
std::vector<std::size_t> controlGroups(const std::vector<engine::RunSummary>& runs,
                                       const std::vector<engine::RunGroup>& groups);

/// Absent where the group has no routing. `runs` are those of the comparison, `controls` its task's controlGroups(); a
/// control is compared with none.
std::optional<GroupRouting> groupRouting(const RunRoutings& runs, const engine::TaskComparison& task,
                                         std::size_t group, const std::vector<std::size_t>& controls);

/// Shares of the runs that have the shape of the first one with a routing, which is `shape`; null where none has.
std::vector<engine::CellShares> sharesOfGroup(const RunRoutings& runs, const std::vector<std::size_t>& group,
                                              const storage::RoutingShares*& shape);

/// The largest difference that the colours tell apart: the next tenth, from 0.1 to 0.6.
double differenceScale(const std::vector<double>& differences);

} // namespace gui
