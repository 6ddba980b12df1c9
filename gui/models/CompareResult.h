#pragma once

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include <QString>

#include "engine/run/Wanted.h"
#include "engine/statistics/CellDifference.h"
#include "engine/statistics/Comparison.h"
#include "gui/models/CompareChoice.h"
#include "gui/models/GroupCurve.h"
#include "gui/models/RoutingPicture.h"

namespace gui {

struct ComparedGroup
{
    QString name;
    int colour = 0;
    bool isBaseline = false;
    std::vector<std::size_t> runs;                  ///< that the tests are of; indices into the comparison's runs
    std::vector<std::size_t> drawn;                 ///< these, and those that are not tested, as one that still trains
    GroupCurve curve;                               ///< of `runs`, or of all that are drawn where those have none
    std::optional<engine::SeedAgreement> agreement; ///< where two runs at least have a routing
};

/// A group's routing less another; see GroupRouting.
struct ComparedRouting
{
    RoutingPicture picture;
    QString title;
    QString rival; ///< what it is less: "LoRA", "fixed random gate (control)", "uniform choice"
    std::size_t runs = 0, rivalRuns = 0; ///< on each side; no rival's against uniform choice
    std::size_t distinct = 0; ///< cells that are not within seed noise
    engine::CellDifference cells;
    bool isAgainstUniform = false;
    bool isOfDev = false; ///< otherwise some of the runs have votes of their newest records
};

/// `groups` are the comparison's, in its order, where the task is tested. Where none of its runs is finished and
/// evaluated there is no test; its curves are drawn all the same.
struct ComparedTask
{
    QString name;
    QString curveName;  ///< of what is drawn; marked where that is a likelihood and not a causal model's
    QString curveTitle; ///< likewise of its axis, with the unit
    double stepsPerEpoch = 0; ///< 0 where that is not known, or not the same for all curves
    std::vector<ComparedGroup> groups;
    std::vector<ComparedGroup> others;                   ///< that are drawn alone: none of their runs is tested
    std::vector<engine::ConfigDifference> differences;   ///< between `groups`
    std::vector<std::optional<ComparedRouting>> routing; ///< of each group that is compared, as TaskComparison::against

    /// `groups` and `others`; pointers into this.
    std::vector<const ComparedGroup*> drawnGroups() const;
};

/// Everything that the page shows. A plain value, made off the window's thread.
struct CompareResult
{
    engine::Comparison comparison;
    engine::ComparisonOptions options; ///< that it was made with
    QString problem;                   ///< why there is no test, a sentence; without tasks there are no curves either
    std::vector<MetricSeries> curves; ///< of each run
    std::vector<std::string> metrics; ///< that can be compared
    std::vector<std::int64_t> steps;  ///< of the runs' evaluations, rising
    std::vector<std::string> curveKeys;
    std::vector<QString> curveNames; ///< of these keys, in a list
    std::string curveKey;
    double smoothing = 0; ///< of the curves that means and bands are of
    bool hasSquaredError = false;
    std::size_t keys = 0; ///< of a configuration
    std::set<std::string> configKeys;     ///< that any of the runs has
    std::vector<std::string> varyingKeys; ///< in which they differ, without seed and names
    std::vector<ComparedTask> tasks; ///< those of the comparison first, then those that are drawn alone

    /// Null where the task is drawn alone.
    const engine::TaskComparison* tested(std::size_t task) const
    {
        return task < comparison.tasks.size() ? &comparison.tasks[task] : nullptr;
    }
};

/// Takes time with rows, points and cells. Throws nothing that bad choices cause: they are the problem; and CalledOff
/// between two groups, or pairs of runs.
CompareResult compareRuns(CompareSource source, const CompareChoice& choice, const engine::Wanted& wanted = {});

/// compareRuns(), or what stands in for it.
using RunComparer = std::function<CompareResult(CompareSource, const CompareChoice&, const engine::Wanted&)>;

/// Names of a task's groups, as short as tells them apart: "LoRA", "MoLEx"; their experiments'; "learning_rate 1e-4".
std::vector<QString> groupNames(const std::vector<engine::RunSummary>& runs, const engine::TaskGroups& task);

} // namespace gui
