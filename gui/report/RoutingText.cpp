#include "gui/report/RoutingText.h"

#include <algorithm>
#include <string_view>

#include "engine/run/Counted.h"
#include "gui/report/DifferenceText.h"
#include "gui/report/Formatted.h"
#include "storage/runs/RunRepository.h"

namespace gui::reports {

namespace {

using engine::Json;

/// P×T values as a list of rows.
template <class Values>
Json rowsOfCells(const Values& values, std::size_t layers)
{
    Json rows = Json::array();
    for (std::size_t cell = 0; cell < values.size(); ++cell) {
        if (cell % layers == 0)
            rows.push_back(Json::array());
        rows.back().push_back(Json(values[cell]));
    }
    return rows;
}

Json jsonOfRouting(const GroupRouting& routing)
{
    const auto layers = static_cast<std::size_t>(routing.layers);
    const std::vector<bool>& distinct = routing.cells.isDistinct;
    return {{"against", routing.control ? "control" : routing.isAgainstUniform ? "uniform choice" : "baseline"},
            {"positions", routing.positions},
            {"layers", routing.layers},
            {"difference", rowsOfCells(routing.cells.difference, layers)},
            {"p", rowsOfCells(routing.cells.p, layers)},
            {"distinct", rowsOfCells(distinct, layers)},
            {"cells_distinct", std::count(distinct.begin(), distinct.end(), true)},
            {"of_dev_examples", routing.isOfDev},
            {"n", routing.runs},
            {"n_against", routing.isAgainstUniform ? Json() : Json(routing.rivalRuns)},
            {"smallest_p", routing.cells.smallestP},
            {"fewest_distinct", routing.cells.fewestDistinct}};
}

} // namespace

RunRoutings readRoutings(const storage::RunRepository& repository, const engine::Comparison& comparison,
                         const engine::TaskComparison& task)
{
    RunRoutings routings(comparison.runs.size());
    for (const engine::RunGroup& group : task.groups.groups)
        for (const std::size_t run : group.runs)
            routings[run] = readRouting(repository, comparison.runs[run]);
    return routings;
}

TaskRouting taskRouting(const RunRoutings& runs, const engine::Comparison& comparison,
                        const engine::TaskComparison& task)
{
    TaskRouting result;
    for (const engine::RunGroup& group : task.groups.groups) {
        const storage::RoutingShares* shape = nullptr;
        const std::vector<engine::CellShares> shares = sharesOfGroup(runs, group.runs, shape);
        result.agreement.emplace_back();
        if (shares.size() > 1)
            result.agreement.back() = GroupAgreement{engine::agreementOf(shares, shape->layers),
                                                     shape->positions.size(), shape->countsExperts};
    }
    const std::vector<std::size_t> controls = controlGroups(comparison.runs, task.groups.groups);
    for (const engine::GroupComparison& against : task.against)
        result.against.push_back(groupRouting(runs, task, against.group, controls));
    return result;
}

std::string routingRival(const GroupRouting& routing, const std::vector<std::string>& names, std::size_t baseline)
{
    constexpr std::string_view mark = " (control)"; // that names of the window have already
    if (routing.control)
        return names[*routing.control] + std::string(names[*routing.control].ends_with(mark) ? "" : mark);
    return routing.isAgainstUniform ? "uniform choice" : names[baseline];
}

std::string routingRuns(const GroupRouting& routing)
{
    const std::string own = "n = " + std::to_string(routing.runs);
    return routing.isAgainstUniform ? own : own + " and " + std::to_string(routing.rivalRuns);
}

std::string routingText(const GroupRouting& routing, const std::string& rival)
{
    const engine::CellDifference& cells = routing.cells;
    const std::string all = std::to_string(cells.difference.size());
    const auto distinct = std::count(cells.isDistinct.begin(), cells.isDistinct.end(), true);
    if (cells.fewestDistinct > cells.difference.size())
        return "so few seeds cannot tell any cell from seed noise (smallest possible p = " + pText(cells.smallestP)
            + ")";
    if (distinct == 0 && cells.fewestDistinct > 1)
        return "no cell can be told from seed noise; with so few seeds (smallest possible p = " + pText(cells.smallestP)
            + ") at least " + std::to_string(cells.fewestDistinct) + " of " + all
            + " cells would have to differ together";
    return std::to_string(distinct) + " of " + all + (distinct == 1 ? " cells differs from " : " cells differ from ")
        + rival + " by more than seed noise";
}

std::string agreementText(const GroupAgreement& agreement, const std::string& group)
{
    const std::string same = formatted("%.1f", agreement.seeds.sameChoice * static_cast<double>(agreement.positions))
        + " of " + engine::counted(agreement.positions, agreement.countsExperts ? "layer" : "position");
    return "two seeds of " + group
        + (agreement.countsExperts ? " agree on the most chosen expert in " : " agree on the most chosen layer at ")
        + same;
}

void addRouting(Json& task, const TaskRouting& routing)
{
    for (std::size_t group = 0; group < routing.agreement.size(); ++group) {
        const auto& agreement = routing.agreement[group];
        task["groups"][group]["routing_agreement"] = agreement ? Json{{"pairs", agreement->seeds.pairs},
                                                                      {"same_choice", agreement->seeds.sameChoice},
                                                                      {"overlap", agreement->seeds.overlap}}
                                                               : Json();
    }
    for (std::size_t against = 0; against < routing.against.size(); ++against) {
        const auto& found = routing.against[against];
        task["comparisons"][against]["routing"] = found ? jsonOfRouting(*found) : Json();
        if (found && found->control)
            task["comparisons"][against]["routing"]["control"] = task["groups"][*found->control]["label"];
    }
}

} // namespace gui::reports
