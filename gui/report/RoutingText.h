#pragma once

#include <optional>
#include <string>
#include <vector>

#include "engine/run/JsonText.h"
#include "engine/statistics/Comparison.h"
#include "gui/report/GroupRouting.h"

/// What the routings of a comparison say, the same on the terminal, in JSON and in the report.
namespace gui::reports {

struct GroupAgreement
{
    engine::SeedAgreement seeds;
    std::size_t positions = 0; ///< or layers, where experts are counted
    bool countsExperts = false;
};

struct TaskRouting
{
    std::vector<std::optional<GroupRouting>> against;     ///< as TaskComparison::against
    std::vector<std::optional<GroupAgreement>> agreement; ///< of each group with two routings at least
};

/// Of each run; those of other tasks are left out.
RunRoutings readRoutings(const storage::RunRepository& repository, const engine::Comparison& comparison,
                         const engine::TaskComparison& task);
TaskRouting taskRouting(const RunRoutings& runs, const engine::Comparison& comparison,
                        const engine::TaskComparison& task);

/// What a routing is less: "LoRA", "fixed-random (control)", "uniform choice". `names` are those of the task's groups.
std::string routingRival(const GroupRouting& routing, const std::vector<std::string>& names, std::size_t baseline);
/// "n = 5", with the rival's runs "n = 5 and 4".
std::string routingRuns(const GroupRouting& routing);
/// "54 of 144 cells differ from LoRA by more than seed noise", or why none can be told from it.
std::string routingText(const GroupRouting& routing, const std::string& rival);
/// "two seeds of MoLEx agree on the most chosen layer at 3.3 of 4 positions", or on the expert "in 3.3 of 4 layers".
std::string agreementText(const GroupAgreement& agreement, const std::string& group);

/// Adds `routing` to each comparison and `routing_agreement` to each group of a task of toJson(); null where there is
/// none. A routing is `against` the baseline, a control, which `control` names then, or uniform choice.
void addRouting(engine::Json& task, const TaskRouting& routing);

} // namespace gui::reports
