#include "gui/models/DrawnRuns.h"

#include <algorithm>
#include <set>

#include "engine/run/ConfigKeys.h"
#include "gui/models/RunRow.h"

namespace gui {

namespace {

bool holdsRun(const std::vector<std::size_t>& runs, std::size_t run)
{
    return std::find(runs.begin(), runs.end(), run) != runs.end();
}

/// Of the task's groups, the one that has this run.
std::size_t groupWithRun(const engine::TaskGroups& task, std::size_t run)
{
    const auto found = std::find_if(task.groups.begin(), task.groups.end(),
                                    [run](const engine::RunGroup& group) { return holdsRun(group.runs, run); });
    return std::size_t(found - task.groups.begin());
}

ComparedGroup drawnGroup(const engine::TaskGroups& task, const std::vector<QString>& names, std::size_t index)
{
    ComparedGroup group;
    group.name = names[index];
    group.drawn = task.groups[index].runs;
    return group;
}

} // namespace

DrawnRuns drawnRuns(const CompareResult& result)
{
    const engine::Comparison& comparison = result.comparison;
    std::set<std::size_t> runs;
    for (const engine::TaskComparison& task : comparison.tasks)
        for (const engine::RunGroup& group : task.groups.groups)
            runs.insert(group.runs.begin(), group.runs.end());
    DrawnRuns drawn;
    for (const engine::LeftOut& left : comparison.leftOut) {
        if (result.curves[left.run].isEmpty())
            continue;
        if (engine::taskOf(comparison.runs[left.run].config).empty())
            drawn.loose.push_back(left.run);
        else
            runs.insert(left.run);
    }
    drawn.tasks = engine::groupRuns(comparison.runs, {runs.begin(), runs.end()}, result.options.groupBy);
    return drawn;
}

ComparedTask drawnTask(const CompareResult& result, const DrawnRuns& drawn, const engine::TaskGroups& task,
                       const engine::TaskComparison* tested)
{
    ComparedTask compared;
    compared.name = properName(task.task.substr(task.task.find('/') + 1));
    compared.differences = tested != nullptr ? tested->groups.differences : task.differences;
    const std::vector<QString> names = groupNames(result.comparison.runs, task);
    std::set<std::size_t> taken;
    for (std::size_t i = 0; tested != nullptr && i < tested->groups.groups.size(); ++i) {
        const engine::RunGroup& own = tested->groups.groups[i];
        const std::size_t index = groupWithRun(task, own.runs.front());
        taken.insert(index);
        compared.groups.push_back(drawnGroup(task, names, index));
        compared.groups.back().runs = own.runs;
        compared.groups.back().isBaseline = tested->baseline == i;
    }
    std::vector<ComparedGroup>& rest = tested != nullptr ? compared.others : compared.groups;
    for (std::size_t index = 0; index < task.groups.size(); ++index)
        if (!taken.contains(index)) {
            rest.push_back(drawnGroup(task, names, index));
            rest.back().runs = rest.back().drawn;
        }
    std::vector<ComparedGroup>& beside = compared.groups.empty() ? compared.groups : compared.others;
    for (const std::size_t run : drawn.loose) {
        ComparedGroup& group = beside.emplace_back();
        group.name = QString::fromStdString(result.comparison.runs[run].name);
        group.runs = group.drawn = {run};
    }
    return compared;
}

} // namespace gui
