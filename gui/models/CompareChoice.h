#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "engine/statistics/Comparison.h"
#include "gui/models/GroupCurve.h"
#include "gui/models/TestSettings.h"
#include "gui/report/GroupRouting.h"
#include "storage/runs/RunRecord.h"

namespace gui {

/// What the store knows of the runs to compare.
struct CompareSource
{
    std::vector<engine::RunSummary> runs;
    engine::ComparedValue value;                            ///< that the runs hold
    std::vector<std::int64_t> steps;                        ///< of their evaluations, rising
    std::vector<storage::SeriesPoints> curves;              ///< of each run, of `curveKey`
    RunRoutings routing;
    std::vector<std::string> curveKeys; ///< that any run has, those of most runs first
    std::string curveKey;
    std::vector<double> stepsPerEpoch; ///< of each run; 0 where that is not known
    bool hasSquaredError = false; ///< as the first run's loss; otherwise it is in nats
};

/// What the person has chosen on the page.
struct CompareChoice
{
    std::vector<std::int64_t> runs;
    std::optional<std::int64_t> baseline; ///< the run flagged as such; see reports::baselineRun()
    std::vector<std::string> groupBy;     ///< as engine::groupRuns(); keys that no run has do not count
    TestSettings tests;
    BandKind band = BandKind::StudentT;
    std::string curveKey;           ///< empty: the metric of the first run
    double smoothing = 0;           ///< of each run's curve before the mean; see CurveView
    std::map<std::int64_t, int> colours; ///< of runs in the table

    bool operator==(const CompareChoice&) const = default;
};

} // namespace gui
