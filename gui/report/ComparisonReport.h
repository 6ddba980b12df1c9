#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/statistics/Comparison.h"
#include "gui/report/CurveChoice.h"

namespace storage {
class RunRepository;
}

/// A comparison of runs as one page that needs nothing else. No Qt.
namespace gui::reports {

/// What can be left out. What makes a comparison questionable and what it says in words is always there.
enum class Section { Metrics, Examples, Costs, Curves, Pairs, Sweep, Routing, Configuration, Environment, Runs };

/// In the page's order.
const std::vector<Section>& allSections();
/// "metrics", "examples", …
const char* toText(Section section);
std::optional<Section> sectionFromText(std::string_view text);

struct Options
{
    engine::ComparisonOptions comparison;             ///< that it was made with
    std::vector<std::vector<std::string>> groupNames; ///< of each task's groups; empty: their labels
    std::vector<std::vector<int>> groupColours;       ///< as distinctColours(); empty: those of their first runs
    std::vector<Section> sections = allSections();
    CurveChoice curves;
};

/// The page, dark or light as the reader's system is. Reads what the comparison itself does not hold: curves, routing,
/// tags and notes. Blocking. Throws storage::Error.
std::string comparisonHtml(const storage::RunRepository& repository, const engine::Comparison& comparison,
                           const Options& options);

/// comparisonHtml into a file, which appears only when complete.
void exportComparison(const storage::RunRepository& repository, const engine::Comparison& comparison,
                      const Options& options, const std::filesystem::path& file);

} // namespace gui::reports
