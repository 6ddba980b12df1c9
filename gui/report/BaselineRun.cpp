#include "gui/report/BaselineRun.h"

#include <algorithm>

#include "engine/statistics/Comparison.h"

namespace gui::reports {

std::optional<std::int64_t> baselineRun(const std::vector<engine::RunSummary>& runs,
                                        std::optional<std::int64_t> flagged)
{
    std::optional<std::int64_t> oldest;
    for (const engine::RunSummary& run : runs) {
        if (!engine::canBeCompared(run))
            continue;
        if (run.id == flagged)
            return run.id;
        oldest = std::min(oldest.value_or(run.id), run.id);
    }
    return oldest;
}

} // namespace gui::reports
