#pragma once

#include <vector>

#include "gui/models/CompareResult.h"

/// Whose curves are drawn: of the runs that are compared, and of those that are left out of the tests.
namespace gui {

/// Runs of one task by groups, as engine::groupRuns() makes them of all that are compared or have a curve.
struct DrawnRuns
{
    std::vector<engine::TaskGroups> tasks;
    std::vector<std::size_t> loose; ///< of no task that is known, as curves of another program: drawn beside every task
};

/// `result` has its comparison and curves. Throws engine::BadInput as groupRuns().
DrawnRuns drawnRuns(const CompareResult& result);

/// The task's groups, named: those of the tests in their order, then the others. Without `tested` all are of the first
/// kind. `task` as the comparison calls it.
ComparedTask drawnTask(const CompareResult& result, const DrawnRuns& drawn, const engine::TaskGroups& task,
                       const engine::TaskComparison* tested);

} // namespace gui
