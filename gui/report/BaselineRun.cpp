#include "gui/report/BaselineRun.h"

#include <algorithm>
#include <cmath>

namespace gui::reports {

namespace {

bool canBeCompared(const engine::RunSummary& run)
{
    return run.isFinished() && std::any_of(run.results.begin(), run.results.end(), [](const engine::Evaluated& result) {
               return std::any_of(result.values.begin(), result.values.end(),
                                  [](const engine::Measurement& value) { return std::isfinite(value.value); });
           });
}

} // namespace

std::optional<std::int64_t> baselineRun(const std::vector<engine::RunSummary>& runs,
                                        std::optional<std::int64_t> flagged)
{
    std::optional<std::int64_t> oldest;
    for (const engine::RunSummary& run : runs) {
        if (!canBeCompared(run))
            continue;
        if (run.id == flagged)
            return run.id;
        oldest = std::min(oldest.value_or(run.id), run.id);
    }
    return oldest;
}

} // namespace gui::reports
