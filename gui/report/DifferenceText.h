#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "engine/statistics/Comparison.h"

/// A comparison's numbers and conclusions in words, the same on the terminal and in the report.
namespace gui::reports {

/// "+0.0096"
std::string signedText(double value);
/// "+1.5 %"; empty where there is none.
std::string percentText(const std::optional<double>& percent);
/// "0.0271", "<0.0001", "-" where there is none.
std::string pText(const std::optional<double>& p);
/// "0.0018 to 0.0174"
std::string intervalText(const std::optional<engine::Interval>& interval);
/// "matthews, dev", "dev_loss"
std::string metricText(const std::string& metric, const std::string& split);
/// "paired t, n = 5", "Welch, n = 5 + 4", "McNemar, n = 872, b = 12, c = 20", "none: n = 1"
std::string testText(const engine::TestResult& test);
/// "b = 12, c = 20"; empty for all tests but McNemar's.
std::string discordantText(const engine::TestResult& test);
/// "d_z 1.2"
std::string effectText(const engine::TestResult& test);
/// Of worse, the same, better: "0.01 / 0.30 / 0.69".
std::string ropeText(const std::optional<engine::RopeProbabilities>& rope);
/// "~" before it where p is the normal approximation; with its n, the pairs that differ, where that is not the test's.
std::string wilcoxonText(const engine::SeedDifference& seeds);
/// "95 %"
std::string levelText(double level);
/// "Holm over 4 tests"
std::string holmText(std::int64_t tests);
/// That, or "not corrected for 4 tests", as conclusions go by it.
std::string correctionText(std::int64_t tests, const engine::ComparisonOptions& options);
/// "best evaluation", "evaluation at step 100"
std::string evaluationText(const engine::ComparedValue& value);
/// With its unit.
std::string costText(const engine::CostDifference& cost, double value);
/// "+12 (+100.0 %)", "same"
std::string costDifferenceText(const engine::CostDifference& cost);

/// That conclusions go by: after Holm, or the test's own. Absent where nothing was tested.
std::optional<double> decidingP(const engine::Difference& difference, const engine::ComparisonOptions& options);
/// That p is below 1 − level, so that the interval of an uncorrected test leaves out 0.
bool isShown(const engine::Difference& difference, const engine::ComparisonOptions& options);

/// No more than the numbers allow, a sentence without its full stop.
std::string conclusionText(const engine::SeedDifference& each, const engine::ComparisonOptions& options);

} // namespace gui::reports
