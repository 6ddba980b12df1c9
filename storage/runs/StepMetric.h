#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace SQLite {
class Database;
}

namespace storage {

/// A metric of the evaluations, a curve of the training (isTrainingCurve()) or of another program, as it stood at a step:
/// "accuracy@100".
struct StepMetric
{
    std::string metric;
    std::int64_t step = 0;

    std::string key() const;
};

/// Nothing for a key that is no such one.
std::optional<StepMetric> stepMetricFrom(std::string_view key);

/// Those that a filter asks about, as keys.
std::vector<std::string> stepMetricsIn(std::string_view filter);

/// The value of the newest evaluation, or of the curve's newest point, up to the step, of runs that came as far as the
/// step. Of one run, or of all.
void readStepMetric(SQLite::Database& database, const StepMetric& metric, std::optional<std::int64_t> run,
                    const std::function<void(std::int64_t run, double value)>& take);

} // namespace storage
